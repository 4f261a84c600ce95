package io.lanistr.pipeline.experiment;

import java.util.Optional;

/**
 * How the first seed's LANISTR model did on the test rows, in more detail than one number.
 *
 * @param roc for two classes
 * @param confusion for any number of classes
 */
public record TestPicture(Optional<RocCurve> roc, Confusion confusion) {}
