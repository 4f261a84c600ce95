package io.lanistr.persistence;

import java.io.IOException;
import org.apache.spark.ml.util.MLWriter;

/** A stage's writer that never destroys what it fails to replace; see {@link AtomicSave}. */
public abstract class AtomicWriter extends MLWriter {
  @Override
  public void save(String path) throws IOException {
    AtomicSave.save(
        path, shouldOverwrite(), sparkSession().sessionState().newHadoopConf(), this::saveImpl);
  }

  @Override
  public abstract void saveImpl(String path);
}
