package io.lanistr.pipeline.data.numpy;

/** The only Python names that a pickle may mention: those that a pickled NumPy array needs. */
enum NumpyGlobal {
  /** The class of arrays, as an argument of {@link #RECONSTRUCT}. */
  NDARRAY,
  /** Makes an empty array, to be filled by a later instruction. */
  RECONSTRUCT,
  /** Makes an element type. */
  DTYPE,
  /** Turns Latin-1 text into bytes: how protocol 2 writes them. */
  ENCODE;

  static NumpyGlobal named(String module, String name) {
    return switch (module + " " + name) {
      case "numpy ndarray" -> NDARRAY;
      case "numpy.core.multiarray _reconstruct", "numpy._core.multiarray _reconstruct" ->
          RECONSTRUCT;
      case "numpy dtype" -> DTYPE;
      case "_codecs encode" -> ENCODE;
      default ->
          throw new PickleFormatException(
              "refused pickle: it names "
                  + module
                  + "."
                  + name
                  + ", which plain NumPy data does not need");
    };
  }
}
