package io.lanistr.masking;

import io.lanistr.feature.Samples;
import io.lanistr.testing.StageCase;
import io.lanistr.testing.StageContract;
import java.util.List;

class MaskingStagesTest extends StageContract {
  @Override
  protected List<StageCase> cases() {
    return List.of(
        StageCase.of(
            new ModalityMasker().setImagePatchSize(1),
            () -> Samples.assembler().transform(Samples.encoded())));
  }
}
