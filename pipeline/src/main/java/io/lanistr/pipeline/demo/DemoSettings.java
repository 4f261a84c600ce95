package io.lanistr.pipeline.demo;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValue;
import io.lanistr.pipeline.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * All settings: {@code conf/demo.conf}, over it its section {@code quick} if asked for, over that
 * the user's file, over that the command line.
 */
final class DemoSettings {
  /** Sections whose keys are the Params of stages; the stages check them. */
  static final Set<String> STAGES =
      Set.of("text", "image", "series", "table", "pretraining", "fine-tuning");

  private static final String RESOURCE = "conf/demo.conf";
  private static final String QUICK = "quick";

  private DemoSettings() {}

  /**
   * The settings that the arguments ask for.
   *
   * @throws UsageException if a setting is unknown or cannot be read
   */
  static Config of(ExperimentArguments arguments) {
    Config defaults =
        ConfigFactory.parseResources(
            DemoSettings.class.getClassLoader(),
            RESOURCE,
            ConfigParseOptions.defaults().setAllowMissing(false));
    Config all = defaults.withoutPath(QUICK);
    if (arguments.quick()) {
      all = defaults.getConfig(QUICK).withFallback(all);
    }
    if (arguments.config() != null) {
      all = over(all, file(arguments.config()), "--config " + arguments.config());
    }
    for (String line : arguments.overrides()) {
      all = over(all, parse(line), "--set " + line);
    }
    return all;
  }

  private static Config file(Path path) {
    if (!Files.isReadable(path)) {
      throw new UsageException("--config: cannot read " + path);
    }
    try {
      return ConfigFactory.parseFile(path.toFile());
    } catch (ConfigException e) {
      throw new UsageException("--config " + path + ": " + e.getMessage());
    }
  }

  private static Config parse(String line) {
    try {
      return ConfigFactory.parseString(
          line, ConfigParseOptions.defaults().setSyntax(ConfigSyntax.CONF));
    } catch (ConfigException e) {
      throw new UsageException("--set " + line + ": " + e.getMessage());
    }
  }

  private static Config over(Config base, Config top, String source) {
    for (Map.Entry<String, ConfigValue> entry : top.entrySet()) {
      String key = entry.getKey();
      boolean stage = STAGES.contains(key.replaceAll("\\..*", "")) && key.indexOf('.') > 0;
      if (!stage && !base.hasPathOrNull(key)) {
        throw new UsageException(source + ": there is no setting " + key + "; see conf/demo.conf");
      }
    }
    return top.withFallback(base);
  }
}
