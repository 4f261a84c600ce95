package io.lanistr.pipeline.experiment;

import java.util.List;
import java.util.Map;

/**
 * How the systems compare under different conditions.
 *
 * @param dataset the data set's name
 * @param metric what they are compared by
 * @param seeds draws of labelled rows
 * @param titles the systems' names for people, by their keys
 * @param byLabels with the data's own missingness and more and more labelled rows
 * @param byRemoved with equally many labelled rows and more and more taken away
 */
public record StudyResult(
    String dataset,
    Metric metric,
    int seeds,
    Map<String, String> titles,
    List<StudyPoint> byLabels,
    List<StudyPoint> byRemoved) {}
