package dev.foz.testing;

import static java.time.format.DateTimeFormatter.ISO_LOCAL_DATE_TIME;

import dev.foz.app.text.Values;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Writes records as other programs do: with and without blanks and line ends between the fields.
 */
final class Json {
  private static final String[] GAPS = {"", "", "", " ", "  ", "\n  "};

  private Json() {}

  static String of(Map<String, @Nullable Object> record, RandomGenerator random) {
    String gap = GAPS[random.nextInt(GAPS.length)];
    StringBuilder out = new StringBuilder("{");
    record.forEach(
        (name, value) -> {
          out.append(out.length() == 1 ? "" : ",").append(gap);
          out.append(Values.json(name)).append(':').append(gap).append(json(value));
        });
    return out.append(gap).append('}').toString();
  }

  private static String json(@Nullable Object value) {
    return value instanceof LocalDateTime time
        ? Values.json(time.format(ISO_LOCAL_DATE_TIME))
        : Values.json(value);
  }
}
