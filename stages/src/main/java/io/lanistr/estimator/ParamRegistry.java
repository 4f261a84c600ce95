package io.lanistr.estimator;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.StringArrayParam;
import scala.Function1;

/**
 * The Params of one stage instance by name. The Param interfaces of this package define theirs here
 * and look them up here, so that a stage needs no field for each of them.
 *
 * <p>A stage's constructor sets its uid, lets each interface define its Params, and then calls
 * {@link #applyDefaults}.
 */
public final class ParamRegistry implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Params stage;
  private final Map<String, Param<?>> params = new LinkedHashMap<>();
  private final Map<String, Serializable> defaults = new LinkedHashMap<>();

  ParamRegistry(Params stage) {
    this.stage = stage;
  }

  void string(String name, String doc, String defaultValue) {
    define(new Param<String>(stage, name, doc), defaultValue);
  }

  /** A string out of a fixed list, the first of which is the default. */
  void choice(String name, String doc, List<String> allowed) {
    String text = doc + ": " + String.join(", ", allowed);
    define(new Param<String>(stage, name, text, ParamValidators.inArray(allowed)), allowed.get(0));
  }

  void integer(String name, String doc, Function1<Object, Object> valid, Integer defaultValue) {
    define(new IntParam(stage, name, doc, valid), defaultValue);
  }

  void number(String name, String doc, Function1<Object, Object> valid, Double defaultValue) {
    define(new DoubleParam(stage, name, doc, valid), defaultValue);
  }

  void seed(String name, String doc, long defaultValue) {
    define(new LongParam(stage, name, doc), defaultValue);
  }

  void flag(String name, String doc, boolean defaultValue) {
    define(new BooleanParam(stage, name, doc), defaultValue);
  }

  void strings(String name, String doc, Function1<String[], Object> valid) {
    define(new StringArrayParam(stage, name, doc, valid), new String[0]);
  }

  void numbers(String name, String doc, Function1<double[], Object> valid) {
    define(new DoubleArrayParam(stage, name, doc, valid), null);
  }

  /** Gives a Param another default than its interface does; before {@link #applyDefaults}. */
  void setDefault(String name, Serializable value) {
    find(name);
    defaults.put(name, value);
  }

  @SuppressWarnings("unchecked")
  void applyDefaults() {
    defaults.forEach((name, value) -> stage.setDefault((Param<Object>) find(name), value));
  }

  /** The Param of a name; the caller knows its type. */
  @SuppressWarnings("unchecked")
  <P extends Param<?>> P get(String name) {
    return (P) find(name);
  }

  private Param<?> find(String name) {
    Param<?> param = params.get(name);
    if (param == null) {
      throw new IllegalStateException(stage.uid() + " has not defined the Param " + name);
    }
    return param;
  }

  /** A Param whose default is null has none: it is undefined until it is set. */
  private void define(Param<?> param, Serializable defaultValue) {
    params.put(param.name(), param);
    if (defaultValue != null) {
      defaults.put(param.name(), defaultValue);
    }
  }
}
