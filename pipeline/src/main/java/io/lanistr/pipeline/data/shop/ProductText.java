package io.lanistr.pipeline.data.shop;

import java.util.regex.Pattern;

/** Descriptions as plain text, and which ones a shop would not show. */
final class ProductText {

  /** Gore, drugs and abuse: the game has them, a sample data set need not. */
  private static final Pattern UNFIT =
      Pattern.compile(
          "human|corpse|feces|urine|blood|cannibal|cocaine|heroin|meth\\b|crack\\b|marijuana"
              + "|cannabis|weed\\b|drug|porn|sex|nude|naked|whore|bitch|fuck|shit|damn|nazi"
              + "|suicide|torture|slave|condom|vibrator|dildo|opium|LSD|hallucinogen"
              + "|zombie flesh|tainted",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);

  private static final Pattern SPACES = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern TAGS = Pattern.compile("</?\\w+>", Pattern.UNICODE_CHARACTER_CLASS);

  private ProductText() {}

  static boolean isUnfit(String text) {
    return UNFIT.matcher(text).find();
  }

  /** The text in one line, without the catalogue's markup. */
  static String plain(String text) {
    String oneLine = SPACES.matcher(text).replaceAll(" ");
    return TAGS.matcher(oneLine).replaceAll("").strip();
  }
}
