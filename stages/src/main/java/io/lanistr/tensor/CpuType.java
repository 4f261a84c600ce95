package io.lanistr.tensor;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The value of {@code MKL_DEBUG_CPU_TYPE} for a processor. MKL 2019 picks slow kernels on
 * processors that are not Intel's; this switch (gone from MKL 2020 Update 1 on) names a code path:
 * 5 is AVX2, 7 is AVX-512. A path the processor lacks would end the process, hence the flags
 * decide.
 */
final class CpuType {
  static final String VARIABLE = "MKL_DEBUG_CPU_TYPE";
  private static final List<String> AVX512 =
      List.of("avx512f", "avx512bw", "avx512dq", "avx512vl", "avx512cd");
  private static final List<String> AVX2 = List.of("avx2", "fma");

  private CpuType() {}

  /**
   * The value to set, or nothing if MKL should decide itself.
   *
   * @param cpuinfo text of /proc/cpuinfo
   */
  static Optional<String> choose(String cpuinfo) {
    String vendor = field(cpuinfo, "vendor_id");
    if (vendor.isEmpty() || vendor.equals("GenuineIntel")) {
      return Optional.empty();
    }
    Set<String> flags = new HashSet<>(Arrays.asList(field(cpuinfo, "flags").split("\\s+", -1)));
    if (flags.containsAll(AVX512)) {
      return Optional.of("7");
    }
    return flags.containsAll(AVX2) ? Optional.of("5") : Optional.empty();
  }

  /** Value of the first line {@code name : value}, or an empty text. */
  private static String field(String cpuinfo, String name) {
    return cpuinfo
        .lines()
        .filter(line -> line.substring(0, Math.max(line.indexOf(':'), 0)).strip().equals(name))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("");
  }
}
