package io.lanistr.feature;

import io.lanistr.testing.StageCase;
import io.lanistr.testing.StageContract;
import java.util.List;

class FeatureStagesTest extends StageContract {
  @Override
  protected List<StageCase> cases() {
    return List.of(
        StageCase.of(
            new TextTokenizer().setVocabularySize(60), TextTokenizerModel.class, Samples::rows),
        StageCase.of(
            new ImagePreprocessor().setHeight(3).setWidth(2).setIdCol("id"),
            ImagePreprocessorModel.class,
            Samples::rows),
        StageCase.of(
            new TimeSeriesAssembler().setMaxSteps(2),
            TimeSeriesAssemblerModel.class,
            Samples::rows),
        StageCase.of(
            new TabularEncoder()
                .setNumericCols(new String[] {"num_a", "num_b"})
                .setCategoricalCols(new String[] {"cat_c"}),
            TabularEncoderModel.class,
            Samples::rows),
        StageCase.of(Samples.assembler(), Samples::encoded).failingOnNulls("has no modality"));
  }
}
