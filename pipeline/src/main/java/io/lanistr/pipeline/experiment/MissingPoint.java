package io.lanistr.pipeline.experiment;

import java.util.Map;

/**
 * The metric with further modalities taken away from the test rows.
 *
 * @param removed the share of the present modalities that were taken away, 0 to 1
 * @param absent the share of all modalities that the test rows then lack, 0 to 1
 * @param systems the scores by the system's name, in the order of the table of systems
 */
public record MissingPoint(double removed, double absent, Map<String, Scores> systems) {}
