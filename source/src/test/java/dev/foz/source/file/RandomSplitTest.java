package dev.foz.source.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foz.base.lake.CsvOptions;
import dev.foz.source.file.Folder.Reading;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files made of known records must give exactly those, in whatever pieces they are read, and
 * wherever the reader dies and another goes on.
 */
@DisplayName("Any buffer and any point of resumption give the same records")
class RandomSplitTest {
  private static final String[] TEXTS = {
    "", "a", "}", "{", "[", "],", "\\\"", "\\\\", "\\u00e9", "São Paulo", "x".repeat(70), "\\n", ","
  };
  private static final String[] SPACES = {"", "", "", " ", "\n", "\r\n", "\t", "\n  "};

  private record Content(String text, List<String> records) {}

  @RepeatedTest(300)
  void json(RepetitionInfo repetition, @TempDir Path temp) {
    long seed = repetition.getCurrentRepetition();
    Random random = new Random(seed);
    Content content = json(random);
    Folder folder = new Folder(temp).table("t", "*.json");
    check(folder, "a.json", content, random, "seed " + seed);
  }

  @RepeatedTest(300)
  void csv(RepetitionInfo repetition, @TempDir Path temp) {
    long seed = repetition.getCurrentRepetition();
    Random random = new Random(seed);
    Content content = csv(random);
    Folder folder = new Folder(temp).csv("t", "*.csv", CsvOptions.DEFAULT);
    check(folder, "a.csv", content, random, "seed " + seed);
  }

  /** Whatever a file holds, no byte of it is passed over in silence. */
  @RepeatedTest(300)
  void damagedJson(RepetitionInfo repetition, @TempDir Path temp) {
    long seed = repetition.getCurrentRepetition();
    Random random = new Random(seed);
    String text = "{}\n" + soup(random) + "\n";
    Folder folder = new Folder(temp).table("t", "*.json");
    folder.write("a.json", text);
    Reading whole = folder.read();
    assertThat(whole.problems()).isEmpty();
    assertThat(String.join("", whole.records()).replaceAll("\\s", ""))
        .as("seed " + seed)
        .isEqualTo(text.replaceAll("\\s", ""));
    folder.position.clear();
    assertThat(inPieces(folder, 1 << 20, random)).as("seed " + seed).isEqualTo(whole.placed());
  }

  @RepeatedTest(300)
  void wordsAndBytesFindTheSameEnd(RepetitionInfo repetition) {
    long seed = repetition.getCurrentRepetition();
    Random random = new Random(seed);
    JsonScan scan = new JsonScan();
    for (int i = 0; i < 100; i++) {
      String text = random.nextBoolean() ? object(random, false, 0) : "{" + soup(random);
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      byte[] padded = Arrays.copyOf(bytes, bytes.length + random.nextInt(128));
      int to = bytes.length - random.nextInt(Math.min(5, bytes.length));
      assertThat(scan.endOfBrackets(padded, 0, to))
          .as("seed " + seed + ": " + text)
          .isEqualTo(JsonScan.byBytes(bytes, 0, to));
    }
  }

  private static String soup(Random random) {
    String letters = "{}[]\",:\\\n a1{}\"\"";
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(400);
    for (int i = 0; i < length; i++) {
      text.append(letters.charAt(random.nextInt(letters.length())));
      text.append(random.nextInt(6) == 0 ? object(random, true, 1) : "");
    }
    return text.toString();
  }

  private static void check(
      Folder folder, String name, Content content, Random random, String seed) {
    byte[] bytes = content.text().getBytes(StandardCharsets.UTF_8);
    folder.write(name, random.nextInt(4) == 0 ? gzip(bytes, random) : bytes);
    List<String> whole = folder.read().placed();
    assertThat(whole.stream().map(text -> text.substring(text.indexOf('=') + 1)))
        .as(seed)
        .isEqualTo(content.records());
    whole.forEach(text -> assertPlaced(text, bytes, seed));
    folder.position.clear();
    int longest = whole.stream().mapToInt(text -> 2 * text.length()).max().orElse(0);
    assertThat(inPieces(folder, longest, random)).as(seed).isEqualTo(whole);
  }

  private static void assertPlaced(String text, byte[] bytes, String seed) {
    byte[] payload = text.substring(text.indexOf('=') + 1).getBytes(StandardCharsets.UTF_8);
    int offset = Integer.parseInt(text.substring(text.indexOf(':') + 1, text.indexOf('=')));
    assertThat(new String(bytes, offset, payload.length, StandardCharsets.UTF_8))
        .as(seed)
        .isEqualTo(new String(payload, StandardCharsets.UTF_8));
  }

  /** Readers that live for few batches, with windows of other sizes. */
  private static List<String> inPieces(Folder folder, int longest, Random random) {
    List<String> placed = new ArrayList<>();
    while (true) {
      int maxRecordBytes = random.nextBoolean() ? 1 << 20 : longest + 2 + random.nextInt(100);
      folder.limits =
          new BatchLimits(1 + random.nextInt(300), 1 + random.nextInt(5), maxRecordBytes);
      Reading reading = folder.read(1 + random.nextInt(3));
      assertThat(reading.problems()).isEmpty();
      if (reading.batches().isEmpty()) {
        return placed;
      }
      placed.addAll(reading.placed());
    }
  }

  private static byte[] gzip(byte[] bytes, Random random) {
    int half = random.nextInt(bytes.length + 1);
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    for (int[] part : new int[][] {{0, half}, {half, bytes.length}}) {
      try (GZIPOutputStream member = new GZIPOutputStream(members)) {
        member.write(bytes, part[0], part[1] - part[0]);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
    return members.toByteArray();
  }

  private static Content json(Random random) {
    boolean array = random.nextBoolean();
    boolean pretty = random.nextBoolean();
    List<String> records = new ArrayList<>();
    StringBuilder text = new StringBuilder(space(random)).append(array ? "[" : "");
    int count = random.nextInt(40);
    for (int i = 0; i < count; i++) {
      String record = object(random, pretty, 0);
      records.add(record);
      text.append(array && i > 0 ? "," : "").append(space(random)).append(record);
      text.append(space(random));
    }
    text.append(array ? "]" : "").append(space(random));
    return new Content(text.toString(), records);
  }

  private static String object(Random random, boolean pretty, int depth) {
    StringBuilder out = new StringBuilder("{");
    int fields = random.nextInt(4);
    for (int i = 0; i < fields; i++) {
      out.append(i > 0 ? "," : "").append(pretty ? space(random) : "");
      out.append('"').append(text(random)).append("\":");
      out.append(pretty ? space(random) : "").append(value(random, pretty, depth));
    }
    return out.append(pretty ? space(random) : "").append('}').toString();
  }

  private static String value(Random random, boolean pretty, int depth) {
    return switch (random.nextInt(depth > 2 ? 2 : 4)) {
      case 0 -> "" + random.nextInt(1000);
      case 1 -> '"' + text(random) + '"';
      case 2 -> object(random, pretty, depth + 1);
      default -> "[" + object(random, pretty, depth + 1) + ",[" + random.nextInt(9) + "]]";
    };
  }

  private static String text(Random random) {
    return TEXTS[random.nextInt(TEXTS.length)] + TEXTS[random.nextInt(TEXTS.length)];
  }

  private static String space(Random random) {
    return SPACES[random.nextInt(SPACES.length)];
  }

  private static Content csv(Random random) {
    String end = random.nextBoolean() ? "\n" : "\r\n";
    List<String> records = new ArrayList<>();
    StringBuilder text = new StringBuilder("a,b").append(end);
    int count = random.nextInt(40);
    for (int i = 0; i < count; i++) {
      String record = field(random) + "," + field(random);
      records.add(record);
      text.append(record).append(i < count - 1 || random.nextBoolean() ? end : "");
      text.append(random.nextInt(5) == 0 && text.toString().endsWith(end) ? end : "");
    }
    return new Content(text.toString(), records);
  }

  private static String field(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> "";
      case 1 -> "\"x\ny,\"";
      case 2 -> "\"\"\"\r\n\"\"\"";
      case 3 -> "5\" tela";
      case 4 -> "\"" + "z".repeat(random.nextInt(100)) + "\"";
      default -> "" + random.nextInt();
    };
  }
}
