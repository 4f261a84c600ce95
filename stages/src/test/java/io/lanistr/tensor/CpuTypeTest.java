package io.lanistr.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class CpuTypeTest {
  private static final String AVX512 = "avx512f avx512dq avx512cd avx512bw avx512vl";

  private static String cpu(String vendor, String flags) {
    return "processor\t: 0\nvendor_id\t: "
        + vendor
        + "\ncpu family\t: 25\nflags\t\t: fpu sse2 "
        + flags
        + "\nbugs\t\t: none\n\nprocessor\t: 1\nvendor_id\t: "
        + vendor
        + "\nflags\t\t: fpu\n";
  }

  @Test
  void amdWithAvx512GetsItsPath() {
    assertEquals(
        Optional.of("7"), CpuType.choose(cpu("AuthenticAMD", "fma avx2 " + AVX512 + " xsave")));
  }

  @Test
  void amdWithAvx2GetsItsPath() {
    assertEquals(Optional.of("5"), CpuType.choose(cpu("AuthenticAMD", "avx fma avx2")));
    assertEquals(Optional.of("5"), CpuType.choose(cpu("HygonGenuine", "avx fma avx2 avx512f")));
  }

  @Test
  void oldAmdAndAnyIntelAreLeftToMkl() {
    assertEquals(Optional.empty(), CpuType.choose(cpu("AuthenticAMD", "avx avx2")));
    assertEquals(Optional.empty(), CpuType.choose(cpu("GenuineIntel", "fma avx2 " + AVX512)));
  }

  @Test
  void flagsMustMatchAsWords() {
    assertEquals(Optional.empty(), CpuType.choose(cpu("AuthenticAMD", "fma4 avx2_more")));
  }

  @Test
  void otherTextsAreLeftToMkl() {
    assertEquals(Optional.empty(), CpuType.choose(""));
    assertEquals(Optional.empty(), CpuType.choose("CPU implementer\t: 0x41\nFeatures\t: fp asimd"));
    assertEquals(Optional.empty(), CpuType.choose("vendor_id : AuthenticAMD\n"));
  }
}
