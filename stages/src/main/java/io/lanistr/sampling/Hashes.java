package io.lanistr.sampling;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.StringType;

/** What stands for chance here: a hash of a seed and a key, equal in every run and release. */
final class Hashes {
  /** The types of ids and groups, in words. */
  static final String KEYS = "a string or a whole number";

  private Hashes() {}

  /** Whether a column of a type can be a key: its text says the same in every width. */
  static boolean isKey(DataType type) {
    return type instanceof StringType || type instanceof IntegralType;
  }

  /** 64 bits for each key of a row. */
  static Column of(long seed, Column key) {
    return xxhash64(lit(seed), key.cast("string"));
  }

  /** The same, unlike those for any other purpose. */
  static Column of(long seed, Column key, String purpose) {
    return xxhash64(lit(seed), key.cast("string"), lit(purpose));
  }
}
