/**
 * One self-contained HTML page about an experiment. The pictures are SVG written by {@link
 * io.lanistr.pipeline.report.Element}s; nothing is loaded from elsewhere and nothing is scripted.
 */
package io.lanistr.pipeline.report;
