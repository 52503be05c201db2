package dev.foz.app.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foz.base.Field;
import dev.foz.base.Type;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowFormatTest {
  private static final List<Field> COLUMNS =
      List.of(
          Field.of("uf", Type.Primitive.STRING),
          Field.of("total", new Type.Decimal(18, 2)),
          Field.of("dia", Type.Primitive.DATE),
          Field.of("itens", Type.ListOf.of(Type.Primitive.STRING)));

  @Test
  void tableAlignsNumbersToTheRight() {
    assertThat(write("table"))
        .isEqualTo(
            """
            uf       total  dia         itens
            -------  -----  ----------  ------------
            SP       10.50  2026-07-01  ["a","b\\"c"]
            a,\\n|"b  -1.00
            """);
  }

  @Test
  void csvQuotesWhatMustBeQuotedAndTellsNullFromEmpty() {
    assertThat(write("csv"))
        .isEqualTo(
            """
            uf,total,dia,itens
            SP,10.50,2026-07-01,"[""a"",""b\\""c""]"
            "a,
            |""b",-1.00,,
            """);
  }

  @Test
  void jsonKeepsNestedValuesAndNulls() {
    assertThat(write("json"))
        .isEqualTo(
            """
            [
             {"uf": "SP", "total": 10.50, "dia": "2026-07-01", "itens": ["a","b\\"c"]},
             {"uf": "a,\\n|\\"b", "total": -1.00, "dia": null, "itens": null}
            ]
            """);
  }

  @Test
  void markdownEscapesBarsAndLineEnds() {
    assertThat(write("markdown"))
        .isEqualTo(
            """
            | uf | total | dia | itens |
            | --- | ---: | --- | --- |
            | SP | 10.50 | 2026-07-01 | ["a","b\\"c"] |
            | a,<br>\\|"b | -1.00 |  |  |
            """);
  }

  @Test
  void onANarrowScreenTheWidestTextsAreCutAndNumbersNever() {
    List<Field> columns =
        List.of(
            Field.of("table", Type.Primitive.STRING),
            Field.of("rows", Type.Primitive.LONG),
            Field.of("note", Type.Primitive.STRING));
    Object[] row = {"curated.notas_fiscais_eletronicas", 1234567890123L, "waits for raw.notas"};
    assertThat(written(RowFormat::sample, 48, columns, row))
        .isEqualTo(
            """
            table                     rows  note
            ---------------  -------------  ----------------
            curated.notas_…  1234567890123  waits for raw.n…
            """);
    assertThat(written(RowFormat::sample, 30, columns, row).lines())
        .allMatch(line -> line.codePointCount(0, line.length()) <= 30);
    assertThat(written(RowFormat::sample, 200, columns, row))
        .contains("eletronicas", "raw.notas\n");
  }

  @Test
  void anAnswerOfWhichNothingCouldBeReadGetsALineForEachValue() {
    List<Field> columns =
        List.of(
            Field.of("chave", Type.Primitive.STRING),
            Field.of("total", Type.Primitive.LONG),
            Field.of("emitente", Type.Primitive.STRING));
    Object[] row = {"35260619390571000108", 7L, "Mercado Boa Vista Ltda"};
    assertThat(written(RowFormatTest::table, 50, columns, row))
        .isEqualTo(
            """
            chave                 total  emitente
            --------------------  -----  ---------------------
            35260619390571000108      7  Mercado Boa Vista Lt…
            """);
    assertThat(written(RowFormatTest::table, 30, columns, row, row))
        .isEqualTo(
            """
            -- row 1 --
            chave     35260619390571000108
            total     7
            emitente  Mercado Boa Vista Ltda
            -- row 2 --
            chave     35260619390571000108
            total     7
            emitente  Mercado Boa Vista Ltda
            """);
  }

  @Test
  void inAListTheLastTextStandsBelowItsRowWhereItHasNoRoom() {
    List<Field> columns =
        List.of(
            Field.of("table", Type.Primitive.STRING),
            Field.of("rows", Type.Primitive.LONG),
            Field.of("note", Type.Primitive.STRING));
    Object[] waits = {"quarantine.raw_notas", 23L, "23 records wait: foz quarantine show x"};
    Object[] well = {"curated.notas", 65216L, "well"};
    assertThat(written(RowFormat::list, 40, columns, waits, well))
        .isEqualTo(
            """
            table                  rows  note
            --------------------  -----  -----------
            quarantine.raw_notas     23
                23 records wait: foz quarantine show
                x
            curated.notas         65216  well
            """);
    assertThat(written(RowFormat::list, 100, columns, waits, well))
        .contains("quarantine.raw_notas     23  23 records wait: foz quarantine show x\n");
  }

  private static RowFormat table(PrintStream out, int widest, int room) {
    return RowFormat.find("table", out, widest, room).orElseThrow();
  }

  @Test
  void expandedHasALineForEachValue() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    RowFormat format = RowFormat.expanded(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    format.columns(COLUMNS);
    format.row(new Object[] {"SP\n", new BigDecimal("10.50"), null, List.of("a")});
    format.end();
    assertThat(text(bytes))
        .isEqualTo(
            """
            -- row 1 --
            uf     SP\\n
            total  10.50
            dia
            itens  ["a"]
            """);
  }

  /** Makes a format for a screen. */
  private interface Made {
    RowFormat format(PrintStream out, int widest, int room);
  }

  private static String written(Made made, int room, List<Field> columns, Object[]... rows) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    RowFormat format = made.format(out, 80, room);
    format.columns(columns);
    for (Object[] row : rows) {
      format.row(row);
    }
    format.end();
    return text(bytes);
  }

  @Test
  void dataCannotWriteToTheTerminal() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    RowFormat format = format("table", bytes);
    format.columns(List.of(Field.of("x", Type.Primitive.STRING)));
    format.row(new Object[] {"a\u001b[2Jb\u202e"});
    format.end();
    assertThat(text(bytes)).contains("a\\u001b[2Jb\\u202e").doesNotContain("\u001b");
  }

  @Test
  void noRowsStillShowTheColumns() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    RowFormat format = format("json", bytes);
    format.columns(COLUMNS);
    format.end();
    assertThat(text(bytes)).isEqualTo("[]\n");
  }

  @Test
  void nestedValuesAreJson() {
    Map<String, @Nullable Object> struct = new LinkedHashMap<>();
    struct.put("a", 1L);
    struct.put("b", null);
    struct.put("c", OffsetDateTime.parse("2026-07-01T10:00:00.5Z"));
    struct.put("d", Double.NaN);
    assertThat(Values.json(struct))
        .isEqualTo("{\"a\":1,\"b\":null,\"c\":\"2026-07-01 10:00:00.5Z\",\"d\":\"NaN\"}");
  }

  private static String write(String name) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    RowFormat format = format(name, bytes);
    format.columns(COLUMNS);
    format.row(
        new @Nullable Object[] {
          "SP", new BigDecimal("10.50"), LocalDate.of(2026, 7, 1), List.of("a", "b\"c")
        });
    format.row(new @Nullable Object[] {"a,\n|\"b", new BigDecimal("-1.00"), null, null});
    format.end();
    return text(bytes);
  }

  private static RowFormat format(String name, ByteArrayOutputStream bytes) {
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    return RowFormat.find(name, out, 60, Integer.MAX_VALUE).orElseThrow();
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
