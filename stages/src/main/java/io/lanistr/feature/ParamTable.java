package io.lanistr.feature;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/**
 * The Params of one stage instance by name, so that an estimator and its model share an interface
 * of accessors instead of repeating fields. Made after the stage's uid is set: a Param asks for it.
 */
public final class ParamTable implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Params stage;
  private final Map<String, Param<?>> params = new LinkedHashMap<>();

  /** An empty table. */
  public ParamTable(Params stage) {
    this.stage = stage;
  }

  /** The stage whose Params these are. */
  public Params stage() {
    return stage;
  }

  /** Adds a Param that is undefined until it is set. */
  public void add(Param<?> param) {
    params.put(param.name(), param);
  }

  /** Adds a Param with a default. */
  @SuppressWarnings("unchecked")
  public void add(Param<?> param, Object otherwise) {
    add(param);
    stage.setDefault((Param<Object>) param, otherwise);
  }

  /** The Param of a name; the caller knows its type. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  public <P extends Param<?>> P get(String name) {
    return (P) params.get(name);
  }
}
