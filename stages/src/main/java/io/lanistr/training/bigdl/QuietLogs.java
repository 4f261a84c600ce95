package io.lanistr.training.bigdl;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Filter;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.filter.RegexFilter;

/**
 * Silences what a healthy training makes BigDL and Spark log at every step or start: BigDL's own
 * progress, and Spark's remarks on BigDL's weight blocks. Loggers that the application has
 * configured itself are left alone, as is any logging system but Log4j 2.
 */
final class QuietLogs {
  private static final String BIGDL = "com.intel.analytics.bigdl";
  private static final String BLOCKS = "org.apache.spark.storage.BlockManager";
  private static final String TASKS = "org.apache.spark.executor.Executor";

  private QuietLogs() {}

  static synchronized void apply() {
    if (!(LogManager.getContext(false) instanceof LoggerContext context)) {
      return;
    }
    Configuration configuration = context.getConfiguration();
    if (!configuration.getLoggers().containsKey(BIGDL)) {
      configuration.addLogger(BIGDL, new LoggerConfig(BIGDL, Level.ERROR, true));
    }
    addFilter(configuration, BLOCKS, "(?s).*\\btest_\\d+.*");
    addFilter(configuration, TASKS, "(?s).*block locks were not released.*");
    context.updateLoggers();
  }

  private static void addFilter(Configuration configuration, String name, String pattern) {
    if (configuration.getLoggers().containsKey(name)) {
      return;
    }
    LoggerConfig logger =
        new LoggerConfig(name, configuration.getLoggerConfig(name).getLevel(), true);
    try {
      logger.addFilter(
          RegexFilter.createFilter(
              pattern, null, false, Filter.Result.DENY, Filter.Result.NEUTRAL));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("Log4j refuses its own filter", e);
    }
    configuration.addLogger(name, logger);
  }
}
