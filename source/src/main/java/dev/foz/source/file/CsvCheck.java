package dev.foz.source.file;

import dev.foz.base.Code;
import dev.foz.base.FozException;
import dev.foz.base.Problem;
import dev.foz.base.lake.CsvOptions;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Refuses CSV options whose rows cannot be told by their bytes. */
final class CsvCheck {
  private CsvCheck() {}

  static void require(FileTable table) {
    CsvOptions csv = table.options().csv();
    List<Problem> problems = new ArrayList<>();
    if (!isAsciiBased(csv.encoding())) {
      problems.add(
          refuse(table, "`encoding: " + csv.encoding().name() + "` is not built on ASCII")
              .remedy("convert the files to UTF-8, or set the encoding that they have"));
    }
    if (csv.quote() >= 0x80 || isLineEnd(csv.quote())) {
      problems.add(refuse(table, "`quote` must be one ASCII character").remedy("leave it out"));
    }
    if (csv.separator().filter(mark -> mark == csv.quote() || isLineEnd(mark)).isPresent()) {
      problems.add(
          refuse(table, "`separator` may be neither the quote nor a line end")
              .remedy("write `separator: \",\"`, `\";\"`, `\"|\"` or `tab`"));
    }
    if (!problems.isEmpty()) {
      throw new FozException(problems);
    }
  }

  private static Problem refuse(FileTable table, String reason) {
    return Problem.of(Code.WRONG_VALUE, "Cannot read CSV for " + table.name() + ": " + reason);
  }

  private static boolean isLineEnd(char mark) {
    return mark == '\n' || mark == '\r';
  }

  /** Whether every ASCII byte stands for itself, whatever stands before it. */
  private static boolean isAsciiBased(Charset charset) {
    byte[] ascii = new byte[128];
    for (int i = 0; i < ascii.length; i++) {
      ascii[i] = (byte) i;
    }
    String text = new String(ascii, StandardCharsets.US_ASCII);
    boolean shifting = charset.name().toUpperCase(Locale.ROOT).contains("ISO-2022");
    return !shifting && text.equals(new String(ascii, charset));
  }
}
