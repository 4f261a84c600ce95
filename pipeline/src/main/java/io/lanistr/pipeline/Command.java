package io.lanistr.pipeline;

import java.util.List;

/** One thing that the command line can do. */
public interface Command {
  /** The word that selects it, for example {@code demo}. */
  String name();

  /** One line for the list of commands. */
  String summary();

  /**
   * Does it.
   *
   * @param arguments what followed the name; {@code --help} is the command's own to answer
   * @return the process's exit code: 0 when all went well
   * @throws UsageException if the arguments make no sense; the process ends with 2
   * @throws Exception if the work failed; the process ends with 1
   */
  int run(List<String> arguments) throws Exception;
}
