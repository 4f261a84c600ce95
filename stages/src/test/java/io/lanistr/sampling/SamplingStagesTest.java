package io.lanistr.sampling;

import io.lanistr.testing.StageCase;
import io.lanistr.testing.StageContract;
import java.util.List;

class SamplingStagesTest extends StageContract {
  @Override
  protected List<StageCase> cases() {
    return List.of(
        StageCase.of(
            new LabelSubsampler().setCount(4),
            LabelSubsamplerModel.class,
            () -> LabelledTable.rows().filter("id like '%5'")),
        StageCase.of(new GroupSplit(), () -> LabelledTable.rows().limit(12))
            .failingOnNulls("column 'group' (groupCol) is null in a row"));
  }
}
