package dev.foz.source.file;

import dev.foz.base.Problem;
import dev.foz.base.lake.CsvOptions;
import dev.foz.base.lake.FileGlob;
import dev.foz.base.lake.FileOptions;
import dev.foz.base.lake.FileOptions.Format;
import dev.foz.base.lake.FileOptions.Order;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Looks at files before anybody said how they are read: which there are, and what the first bytes
 * of each tell. Finds files as the source does.
 *
 * @param problems of files and folders that could not be looked at
 */
public record FileLooks(List<FoundAs> files, List<Problem> problems) {
  private static final int HEAD = 256 << 10;
  private static final int MOST_CONTROLS_OF_A_THOUSAND = 2;

  public FileLooks {
    files = List.copyOf(files);
    problems = List.copyOf(problems);
  }

  /**
   * A file.
   *
   * @param name as in positions and messages
   * @param bytes as it lies there, packed ones where it is packed
   */
  public record FoundAs(String name, Path path, long bytes) {}

  /** What the content of a file seems to be. */
  public sealed interface Content {
    /** Nothing, or nothing but blanks. */
    record Empty() implements Content {}

    /** JSON or CSV by the look of it. */
    record Readable(Format format, Charset encoding) implements Content {}

    /** Something else; {@code what} says it in a few words: {@code a zip archive}. */
    record Other(String what, String remedy) implements Content {}
  }

  /** The files that a pattern means, as names in positions are seen from {@code base}. */
  public static FileLooks of(FileGlob glob, Path base) {
    FileOptions options =
        new FileOptions(
            glob, Format.AUTO, Order.NAME, Optional.empty(), Duration.ZERO, CsvOptions.DEFAULT);
    FileTable table = new FileTable("files", base, FileTable.Changed.ASK, options);
    FileListing listing = FileListing.of(table, part -> false);
    List<FoundAs> files =
        listing.files().stream()
            .map(file -> new FoundAs(file.name(), file.path(), file.look().size()))
            .toList();
    return new FileLooks(files, listing.problems());
  }

  /**
   * What a file seems to hold, by its first bytes, unpacked.
   *
   * @throws dev.foz.base.FozException when it cannot be read
   */
  public static Content content(FoundAs file) {
    try (RawStream raw = new RawStream(Files.newInputStream(file.path()), file.bytes());
        InputStream unpacked = raw.unpacked()) {
      return content(unpacked.readNBytes(HEAD));
    } catch (IOException e) {
      throw FileProblems.of(file.name(), 0, e).toException(e);
    }
  }

  private static Content content(byte[] head) {
    Optional<Content> known = Magic.of(head);
    if (known.isPresent()) {
      return known.get();
    }
    int start = firstByte(head);
    if (start == head.length) {
      return new Content.Empty();
    }
    if (isBinary(head)) {
      return new Content.Other("no text", "JSON and CSV files can be read; convert it to one");
    }
    boolean json = head[start] == '{' || head[start] == '[';
    return new Content.Readable(json ? Format.JSON : Format.CSV, encoding(head));
  }

  private static int firstByte(byte[] head) {
    int at = head.length >= 3 && (head[0] & 0xff) == 0xef && (head[1] & 0xff) == 0xbb ? 3 : 0;
    while (at < head.length && (head[at] == ' ' || (head[at] >= '\t' && head[at] <= '\r'))) {
      at++;
    }
    return at;
  }

  private static boolean isBinary(byte[] head) {
    int controls = 0;
    for (byte one : head) {
      if (one == 0) {
        return true;
      }
      controls += one < 0x20 && one > 0 && (one < '\t' || one > '\r') ? 1 : 0;
    }
    return controls * 1000L > (long) MOST_CONTROLS_OF_A_THOUSAND * head.length;
  }

  /** UTF-8 where it is; else what Windows writes, or its elder where bytes are none of that. */
  private static Charset encoding(byte[] head) {
    if (decodes(head, StandardCharsets.UTF_8)) {
      return StandardCharsets.UTF_8;
    }
    Charset windows = Charset.forName("windows-1252");
    return decodes(head, windows) ? windows : StandardCharsets.ISO_8859_1;
  }

  /** Whether all of it is of this encoding; a letter cut at the end counts as whole. */
  private static boolean decodes(byte[] head, Charset charset) {
    CharsetDecoder decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer text = CharBuffer.allocate(head.length + 1);
    CoderResult result = decoder.decode(ByteBuffer.wrap(head), text, head.length < HEAD);
    return !result.isError();
  }

  /** The first bytes of files that people take for data, and that are no text. */
  private enum Magic {
    ZIP("PK\u0003\u0004", "a zip archive (as .xlsx files are)", "unpack it, or save it as CSV"),
    OLD_EXCEL("\u00d0\u00cf\u0011\u00e0", "an old Excel file", "save it as CSV"),
    PARQUET("PAR1", "a Parquet file", "Parquet files cannot be sources yet"),
    AVRO("Obj\u0001", "an Avro file", "Avro files cannot be sources yet"),
    ORC("ORC", "an ORC file", "ORC files cannot be sources yet"),
    PDF("%PDF", "a PDF", "name JSON or CSV files"),
    SQLITE("SQLite format 3", "a SQLite database", "export its tables as CSV"),
    XML("<?xml", "XML", "XML files cannot be sources yet"),
    HTML("<!DOCTYPE", "a web page", "name JSON or CSV files"),
    UTF_16("\u00ff\u00fe", "UTF-16", "convert it: iconv -f UTF-16 -t UTF-8"),
    UTF_16_BIG("\u00fe\u00ff", "UTF-16", "convert it: iconv -f UTF-16 -t UTF-8");

    private final byte[] first;
    private final Content.Other content;

    Magic(String first, String what, String remedy) {
      this.first = first.getBytes(StandardCharsets.ISO_8859_1);
      this.content = new Content.Other(what, remedy);
    }

    static Optional<Content> of(byte[] head) {
      for (Magic magic : values()) {
        if (magic.isStartOf(head)) {
          return Optional.of(magic.content);
        }
      }
      return Optional.empty();
    }

    private boolean isStartOf(byte[] head) {
      return head.length >= first.length
          && java.util.Arrays.equals(head, 0, first.length, first, 0, first.length);
    }
  }
}
