package io.lanistr.pipeline.demo;

import io.lanistr.pipeline.Main;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** Starts Spark with the project's defaults, where the user has set nothing else. */
final class SparkSessions {
  private static final String DEFAULTS = "conf/spark-defaults.conf";
  private static final String LOCAL = "local[*]";

  private SparkSessions() {}

  /**
   * A session.
   *
   * @param master null for what spark-submit says, else all cores of this machine
   */
  static SparkSession start(String application, String master) {
    SparkConf conf = new SparkConf().setAppName(application);
    defaults().forEach((key, value) -> conf.setIfMissing((String) key, (String) value));
    if (master != null) {
      conf.setMaster(master);
    }
    conf.setIfMissing("spark.master", LOCAL);
    if (conf.get("spark.master").startsWith("local")) {
      // One machine needs no other address, and a name that does not resolve would stop it.
      conf.setIfMissing("spark.driver.host", "127.0.0.1");
      conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
    }
    return SparkSession.builder().config(conf).getOrCreate();
  }

  private static Properties defaults() {
    try (InputStream in = Main.class.getClassLoader().getResourceAsStream(DEFAULTS)) {
      if (in == null) {
        throw new IllegalStateException(DEFAULTS + " is not in the jar");
      }
      Properties properties = new Properties();
      properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
