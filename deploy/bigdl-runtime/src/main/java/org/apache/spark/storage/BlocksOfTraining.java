package org.apache.spark.storage;

import java.util.regex.Pattern;
import scala.runtime.AbstractFunction1;

/** Whether a block belongs to a training: slices, their pieces, and what BigDL keeps for itself. */
final class BlocksOfTraining extends AbstractFunction1<BlockId, Object> {
  private final Pattern name;

  BlocksOfTraining(long training) {
    name = Pattern.compile("test_" + training + "(weights|gradients|weightBytes|_).*");
  }

  @Override
  public Object apply(BlockId block) {
    return name.matcher(block.name()).matches();
  }
}
