package io.lanistr.training.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lanistr.network.config.NetworkConfig;
import io.lanistr.network.config.NetworkJson;
import io.lanistr.network.weights.NumberDigest;
import io.lanistr.training.JsonTree;
import io.lanistr.training.TrainingConfig;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What decides how a training goes, as named facts: sizes, settings, rows, initial numbers.
 * Trainings of equal fingerprints end alike, so one can go on from a snapshot of the other.
 */
public final class Fingerprint {
  private static final int DIGEST_CHARACTERS = 16;
  private static final String NONE = "none";

  private final SortedMap<String, String> facts;

  private Fingerprint(SortedMap<String, String> facts) {
    this.facts = facts;
  }

  /** The fingerprint of a training without facts of its rows and numbers. */
  public static Fingerprint of(NetworkConfig network, TrainingConfig training) {
    SortedMap<String, String> facts = new TreeMap<>();
    flatten("network", JsonTree.parse(NetworkJson.write(network), "a network"), facts);
    for (RecordComponent component : TrainingConfig.class.getRecordComponents()) {
      facts.put("training." + component.getName(), text(value(component, training)));
    }
    return new Fingerprint(facts);
  }

  /** The same with another fact. */
  public Fingerprint with(String name, Object value) {
    SortedMap<String, String> more = new TreeMap<>(facts);
    more.put(name, text(value));
    return new Fingerprint(more);
  }

  /** A few characters that differ where fingerprints do. */
  public String digest() {
    return new NumberDigest().add(toJson().toString()).hex().substring(0, DIGEST_CHARACTERS);
  }

  /** In what another fingerprint differs, a line each: its value, then this one's. */
  public List<String> differences(Fingerprint before) {
    List<String> lines = new ArrayList<>();
    TreeSet<String> names = new TreeSet<>(facts.keySet());
    names.addAll(before.facts.keySet());
    for (String name : names) {
      String then = before.facts.getOrDefault(name, NONE);
      String now = facts.getOrDefault(name, NONE);
      if (!then.equals(now)) {
        lines.add(name + ": " + then + " before, " + now + " now");
      }
    }
    return lines;
  }

  ObjectNode toJson() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    facts.forEach(node::put);
    return node;
  }

  static Fingerprint ofJson(JsonNode node) {
    SortedMap<String, String> facts = new TreeMap<>();
    node.fields().forEachRemaining(field -> facts.put(field.getKey(), field.getValue().asText()));
    return new Fingerprint(facts);
  }

  private static void flatten(String name, JsonNode node, SortedMap<String, String> facts) {
    if (node.isObject()) {
      node.fields()
          .forEachRemaining(field -> flatten(name + "." + field.getKey(), field.getValue(), facts));
    } else if (!node.isNull()) {
      facts.put(name, node.toString());
    }
  }

  private static Object value(RecordComponent component, TrainingConfig training) {
    try {
      return component.getAccessor().invoke(training);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("can't read " + component, e);
    }
  }

  /** Sets have no order of their own. */
  private static String text(Object value) {
    return value instanceof Collection<?> many
        ? new TreeSet<>(many.stream().map(String::valueOf).toList()).toString()
        : String.valueOf(value);
  }
}
