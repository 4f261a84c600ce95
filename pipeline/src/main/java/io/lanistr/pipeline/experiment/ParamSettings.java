package io.lanistr.pipeline.experiment;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValue;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.FloatParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.StringArrayParam;

/** Sets Params of a stage from a section of the settings, in which keys are names of Params. */
final class ParamSettings {
  private ParamSettings() {}

  /**
   * Sets all Params that the section names.
   *
   * @throws IllegalArgumentException if the stage has no such Param or the value does not fit
   */
  static <S extends Params> S apply(S stage, Config settings, String section) {
    Config values = settings.hasPath(section) ? settings.getConfig(section) : null;
    if (values != null) {
      for (Map.Entry<String, ConfigValue> entry : values.root().entrySet()) {
        set(stage, values, entry.getKey(), section);
      }
    }
    return stage;
  }

  private static void set(Params stage, Config values, String name, String section) {
    if (!stage.hasParam(name)) {
      String known =
          Arrays.stream(stage.params()).map(Param::name).sorted().collect(Collectors.joining(", "));
      throw new IllegalArgumentException(
          "there is no setting " + section + "." + name + "; known are " + known);
    }
    Param<Object> param = stage.getParam(name);
    Object value;
    try {
      value = value(param, values, name);
    } catch (ConfigException e) {
      throw new IllegalArgumentException(
          "setting " + section + "." + name + ": " + e.getMessage(), e);
    }
    stage.set(param, value);
  }

  private static Object value(Param<?> param, Config values, String name) {
    if (param instanceof IntParam) {
      return values.getInt(name);
    } else if (param instanceof LongParam) {
      return values.getLong(name);
    } else if (param instanceof DoubleParam) {
      return values.getDouble(name);
    } else if (param instanceof FloatParam) {
      return (float) values.getDouble(name);
    } else if (param instanceof BooleanParam) {
      return values.getBoolean(name);
    } else if (param instanceof StringArrayParam) {
      return values.getStringList(name).toArray(String[]::new);
    } else if (param instanceof DoubleArrayParam) {
      List<Double> numbers = values.getDoubleList(name);
      return numbers.stream().mapToDouble(v -> v).toArray();
    }
    return values.getString(name);
  }
}
