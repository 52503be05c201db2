package dev.foz.base.lake;

import dev.foz.base.Code;
import dev.foz.base.Place;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code .env}: lines {@code KEY=VALUE}, empty ones and comments. The value may stand in
 * double quotes (with {@code \n}, {@code \"} and {@code \\}) or single ones (literal); without
 * quotes it ends at {@code #} and is trimmed.
 */
final class EnvFile {
  private static final Pattern LINE =
      Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*(.*)");
  private static final Pattern REMARK = Pattern.compile("(^|\\s)#.*");
  private static final Pattern NOTHING = Pattern.compile("\\s*(?:#.*)?");

  private EnvFile() {}

  /** The variables; none where the folder has no such file. */
  static Map<String, String> read(Path folder, Problems problems) {
    Path file = folder.resolve(".env");
    if (!Files.exists(file)) {
      return Map.of();
    }
    return LakeFile.read(folder, file, problems)
        .map(text -> parse(text, problems))
        .orElse(Map.of());
  }

  private static Map<String, String> parse(LakeFile file, Problems problems) {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < file.lines().size(); i++) {
      String line = file.lines().get(i);
      if (line.isBlank() || line.stripLeading().startsWith("#")) {
        continue;
      }
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches() || !add(values, matcher.group(1), matcher.group(2))) {
        // The line itself may hold a secret, so it is not shown.
        problems.add(
            Code.WRONG_VALUE,
            Place.of(file.name(), i + 1, 0),
            "this line is not `KEY=VALUE`",
            "write `KEY=VALUE`, with the value in quotes where it has spaces or `#`");
      }
    }
    return values;
  }

  /** Whether the value is well-formed. */
  private static boolean add(Map<String, String> values, String key, String written) {
    boolean escapes = written.startsWith("\"");
    if (!escapes && !written.startsWith("'")) {
      values.put(key, REMARK.matcher(written).replaceFirst("").strip());
      return true;
    }
    StringBuilder value = new StringBuilder();
    int end = readQuoted(written, escapes, value);
    values.put(key, value.toString());
    return end >= 0 && NOTHING.matcher(written).region(end, written.length()).matches();
  }

  /** Appends what stands in the quotes; behind the last one, or -1 where it is missing. */
  private static int readQuoted(String written, boolean escapes, StringBuilder value) {
    char quote = written.charAt(0);
    for (int at = 1; at < written.length(); at++) {
      char c = written.charAt(at);
      if (c == quote) {
        return at + 1;
      }
      if (escapes && c == '\\' && at + 1 < written.length()) {
        at++;
        c = written.charAt(at) == 'n' ? '\n' : written.charAt(at);
      }
      value.append(c);
    }
    return -1;
  }
}
