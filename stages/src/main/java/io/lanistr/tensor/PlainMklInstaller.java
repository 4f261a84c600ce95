package io.lanistr.tensor;

import com.intel.analytics.bigdl.mkl.PackageAnchor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import org.apache.xbean.asm9.ClassReader;
import org.apache.xbean.asm9.ClassWriter;
import org.apache.xbean.asm9.commons.ClassRemapper;
import org.apache.xbean.asm9.commons.SimpleRemapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts {@link PlainMkl} in the place of BigDL's native class, under its name, so that BigDL's own
 * tensor operations work where the natives don't load. Works only before BigDL has touched the
 * class.
 */
final class PlainMklInstaller {
  private static final Logger LOG = LoggerFactory.getLogger(PlainMklInstaller.class);
  private static final String MKL = "com/intel/analytics/bigdl/mkl/MKL";
  private static final String BIGDL = "com.intel.analytics.bigdl.dllib.tensor.Tensor";

  private PlainMklInstaller() {}

  static void install() {
    ClassLoader loader = PackageAnchor.class.getClassLoader();
    try {
      if (Class.forName(BIGDL, false, loader).getClassLoader() != loader) {
        LOG.warn(
            "BigDL will not find the plain Java kernels: put its jar and lanistr's on one path");
      }
      MethodHandles.privateLookupIn(PackageAnchor.class, MethodHandles.lookup())
          .defineClass(renamed(PlainMkl.class, MKL));
    } catch (ClassNotFoundException e) {
      LOG.debug("BigDL is not on the class path: no kernels needed for it", e);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("cannot define a class beside " + PackageAnchor.class, e);
    } catch (LinkageError e) {
      LOG.warn("BigDL's kernels were loaded already and stay as they are", e);
    }
  }

  /** The class file of a class under another name. */
  static byte[] renamed(Class<?> source, String name) {
    String own = source.getName().replace('.', '/');
    try (InputStream file = source.getResourceAsStream("/" + own + ".class")) {
      ClassWriter target = new ClassWriter(0);
      new ClassReader(file).accept(new ClassRemapper(target, new SimpleRemapper(own, name)), 0);
      return target.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
