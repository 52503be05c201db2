package dev.foz.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foz.base.Field;
import dev.foz.base.FozException;
import dev.foz.base.PayloadFormat;
import dev.foz.base.Slices;
import dev.foz.base.Type;
import dev.foz.contract.Contract;
import dev.foz.engine.EngineSession;
import dev.foz.engine.RawInput;
import dev.foz.table.RawColumn;
import dev.foz.table.Reason;
import dev.foz.table.WrittenFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RawScanTest {
  private Lab lab;
  private EngineSession session;

  @BeforeEach
  void open(@TempDir Path folder) {
    lab = new Lab(folder);
    session = lab.engine.open();
  }

  @AfterEach
  void close() {
    session.close();
    lab.close();
  }

  @Test
  void rawColumnsAndDecodedDataAreReadable() {
    RawInput input =
        lab.land(
            List.of(
                "{\"id\":1,\"total\":10.50,\"quando\":\"2026-01-01T10:00:00-03:00\",\"itens\":[{\"q\":2}]}",
                "{\"id\":2,\"novo\":\"é\",\"itens\":[]}"));

    session.bindRaw(Lab.raw("t"), input);

    assertThat(Lab.ask(session, "select * exclude (payload, data) from raw.t order by _seq"))
        .containsExactly(
            "1|f:0|m|null|null|2026-01-01T10:00:00.123456Z|null|v1",
            "2|f:1|m|null|null|2026-01-01T10:00:00.123456Z|null|v1");
    assertThat(Lab.ask(session, "select data.* from raw.t order by _seq"))
        .containsExactly("1|10.50|2026-01-01T13:00Z|[{q=2}]|null", "2|null|null|[]|é");
    assertThat(Lab.ask(session, "select decode(payload) from raw.t where data.id = 2"))
        .containsExactly("{\"id\":2,\"novo\":\"é\",\"itens\":[]}");
    assertThat(session.describe("select payload, _headers from raw.t"))
        .extracting(Field::type)
        .containsExactly(
            Type.Primitive.BINARY, Type.MapOf.of(Type.Primitive.STRING, Type.Primitive.STRING));
  }

  @Test
  void csvRowsAreDecodedByTheirHeaders() {
    PayloadFormat csv =
        new PayloadFormat.Csv(';', '"', StandardCharsets.UTF_8, ',', "sku;preço;ativo;dia");
    RawInput input =
        lab.land(
            List.of(List.of("A1;1.234,56;true;2026-02-01", "\"B;2\";0,10;false;"), List.of("C;;;")),
            csv);

    session.bindRaw(Lab.raw("t"), input);

    assertThat(Lab.ask(session, "select data.*, _headers['format'] from raw.t order by _seq"))
        .containsExactly(
            "A1|1234.56|true|2026-02-01|csv", "B;2|0.10|false|null|csv", "C|null|null|null|csv");
  }

  @Test
  void bytesThatAreNoTextAreKeptInThePayload() {
    Slices payloads = new Slices(16, 4);
    byte[] latin = "caf\u00e9;1".getBytes(StandardCharsets.ISO_8859_1);
    payloads.add(latin, 0, latin.length);
    Path file = lab.rawFile(1, payloads, Map.of());

    session.bindRaw(Lab.raw("t"), new RawInput(List.of(file), Contract.empty()));

    assertThat(Lab.ask(session, "select payload from raw.t")).containsExactly("636166e93b31");
    assertThat(session.describe("from raw.t")).extracting(Field::name).doesNotContain("data");
  }

  @Test
  void quarantinedRecordsShowWhyTheyWait() {
    Slices payloads = new Slices(16, 2);
    payloads.add("{\"id\":\"x\"}");
    payloads.add("{");
    Reason type = new Reason("D301", "type", "id", "is text", 6, Optional.empty());
    Reason broken = new Reason("D302", "", "", "ends too early", -1, Optional.of("test data"));
    Path file = lab.quarantineFile(payloads, Map.of("a", "b"), List.of(type, broken));

    session.bindRaw(Lab.quarantine("raw_t"), new RawInput(List.of(file), Contract.empty()));

    assertThat(Lab.ask(session, "select * from quarantine.raw_t order by _seq"))
        .containsExactly(
            "1|f:0|m|null|null|2026-01-01T10:00:00.123456Z|{a=b}|v1|7b226964223a2278227d"
                + "|D301|type|id|is text|6|null",
            "2|f:1|m|null|null|2026-01-01T10:00:00.123456Z|{a=b}|v1|7b"
                + "|D302|null|null|ends too early|null|test data");
    assertThat(session.describe("from quarantine.raw_t"))
        .extracting(field -> field.name() + " " + field.type())
        .containsExactlyElementsOf(
            RawColumn.quarantineFields().stream()
                .map(field -> field.name() + " " + field.type())
                .toList());
    assertThat(
            Lab.ask(
                session,
                "select _code, count(*) from quarantine.raw_t where _dropped is null group by all"))
        .containsExactly("D301|1");
  }

  @Test
  void everyRecordOfManyFilesComesOnceWhateverTheThreads() {
    List<List<String>> files = new ArrayList<>();
    int id = 0;
    for (int size : new int[] {1, 3_000, 10_000, 2_048, 2_047, 1, 5_000}) {
      List<String> documents = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        documents.add("{\"id\":" + id++ + "}");
      }
      files.add(documents);
    }
    session.bindRaw(Lab.raw("t"), lab.land(files, Lab.JSON));

    for (int round = 0; round < 10; round++) {
      assertThat(
              Lab.ask(
                  session,
                  "select count(*), count(distinct data.id), sum(data.id), sum(_seq) from raw.t"))
          .containsExactly(
              id + "|" + id + "|" + (long) id * (id - 1) / 2 + "|" + (long) id * (id + 1) / 2);
      assertThat(Lab.ask(session, "select 1 from raw.t limit 3")).hasSize(3);
    }
  }

  @Test
  void aRawTableWithoutFilesIsEmpty() {
    session.bindRaw(Lab.raw("t"), new RawInput(List.of(), Contract.empty()));

    assertThat(Lab.ask(session, "select count(*) from raw.t")).containsExactly("0");
  }

  @Test
  void aDamagedFileIsReportedWithItsName() throws Exception {
    RawInput input = lab.land(List.of("{\"id\":1}"));
    Path file = input.files().getFirst();
    Files.write(file, new byte[] {1, 2, 3});
    session.bindRaw(Lab.raw("t"), input);

    assertThatThrownBy(() -> Lab.ask(session, "from raw.t"))
        .isInstanceOf(FozException.class)
        .hasMessageContaining(file.getFileName().toString())
        .hasMessageNotContaining("\tat ");
    assertThat(Lab.ask(session, "select 1")).containsExactly("1");
  }

  @Test
  void rawBecomesCuratedWithTheSameValues() {
    RawInput input =
        lab.land(
            List.of(
                "{\"id\":1,\"s\":{\"a\":[1,null],\"b\":{\"c\":\"x\"}},\"d\":\"2026-01-31\",\"ok\":true,\"n\":12345678901234567890.12}",
                "{\"id\":2,\"s\":{},\"d\":null,\"ok\":false,\"n\":-0.05}",
                "{\"id\":3,\"s\":null}"));
    session.bindRaw(Lab.raw("t"), input);
    List<Field> fields = Lab.numbered(session.describe("select data.* from raw.t"));
    List<WrittenFile> written = lab.write(session, fields, "select data.* from raw.t");

    session.bind(Lab.curated("t"), Lab.input(fields, written.stream().map(Lab::scan).toList()));

    List<String> before = Lab.ask(session, "select data.* from raw.t order by data.id");
    assertThat(before).hasSize(3).first().asString().contains("12345678901234567890.12");
    assertThat(Lab.ask(session, "from curated.t order by id")).isEqualTo(before);
  }
}
