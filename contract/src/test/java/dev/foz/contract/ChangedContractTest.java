package dev.foz.contract;

import static dev.foz.contract.Scans.JSON;
import static dev.foz.contract.Scans.bytes;
import static dev.foz.contract.Scans.csv;
import static dev.foz.contract.Scans.scan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.foz.base.PayloadFormat;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Records that landed under contracts from before the one that reads them. */
class ChangedContractTest {

  @Test
  void numberIsNoBoolean() {
    assertThat(read(landed("'type':'integer'", "5").declare(field("'type':'boolean'")), "5"))
        .isEqualTo("v: `5` does not fit boolean");
  }

  @Test
  void decimalsInStringsAreNumbersWithoutTheirDeclaration() {
    Contract contract = landed("'type':'string','format':'decimal(10,2)'", "'1.5'").undeclare();
    assertThat(contract.casts()).isTrue();
    assertThat(contract.rowType()).hasToString("struct<v: decimal(18,2)>");
    assertThat(read(contract, "'1.5'")).isEqualTo("{'v':1.5}");
    assertThat(read(contract, "1.5")).isEqualTo("{'v':1.5}");
  }

  @Test
  void numbersKeepTheirZerosWithoutTheirDeclaration() {
    assertThat(read(landed("'type':'integer'", "2.0").undeclare(), "2.0")).isEqualTo("{'v':2}");
    Contract decimal = landed("'type':'number','format':'decimal(5,1)'", "1.500").undeclare();
    assertThat(read(decimal, "1.500")).isEqualTo("{'v':1.500}");
    assertThat(read(decimal, csv("v"), "1,500")).isEqualTo("{'v':1.500}");
  }

  @Test
  void integerWithZerosIsWrittenWithoutThem() {
    assertThat(read(landed("'type':'integer'", "9007199254740993.0"), "9007199254740993.0"))
        .isEqualTo("{'v':9007199254740993}");
  }

  @Test
  void longNumbersAreReadWithoutTheirDeclaration() {
    Contract contract = landed("'type':'integer'", "-137119138307546862").undeclare();
    assertThat(contract.casts()).isFalse();
    assertThat(read(contract, "-137119138307546862")).isEqualTo("{'v':-137119138307546862}");
    Contract wide = landed("'type':'number','format':'decimal(38,20)'", "1.5").undeclare();
    assertThat(wide.rowType()).hasToString("struct<v: string>");
    assertThat(read(wide, "12345678901234567.12345678901234567890"))
        .isEqualTo("{'v':'12345678901234567.12345678901234567890'}");
    assertThat(read(wide, "'1.5'")).isEqualTo("{'v':'1.5'}");
  }

  @Test
  void rowsAreMadeAgainWhereAColumnIsOfAnotherField() {
    Contract straight = twoFields("a", "b");
    assertThat(twoFields("b", "a").since(straight).rebuild())
        .contains("column `b` was of `b`, and is of `a` now");
    assertThat(twoFields("b", "c").since(straight).rebuild())
        .contains("column `b` was of `b`, and is of `a` now");
    assertThat(twoFields("c", "b").since(straight).rebuild()).isEmpty();
  }

  private static Contract twoFields(String first, String second) {
    return Contract.empty()
        .declare(
            declaration(
                "{'type':'object','properties':{'a':{'type':'integer','x-column':'%s'},'b':{'type':'integer','x-column':'%s'}}}"
                    .formatted(first, second)));
  }

  @Test
  void rowsAreMadeAgainWhereARecordsFieldGoesIntoAnotherColumn() {
    Contract both = landed("'type':'integer','x-aliases':['w']", "1");
    Contract one =
        both.declare(declaration("{'type':'object','properties':{'v':{'type':'integer'}}}"));
    assertThat(one.since(both).rebuild()).contains("`v` stands under fewer names now");
    Contract other =
        both.declare(declaration("{'type':'object','properties':{'w':{'type':'integer'}}}"));
    assertThat(other.since(both).rebuild())
        .contains("earlier records may have `w`, which has a column again");
  }

  @Test
  void otherKeysStayWithoutTheirDeclaration() {
    Contract contract = landed("'type':'integer','x-aliases':['w']", "1").undeclare();
    assertThat(read(contract, JSON, "{'w':7}")).isEqualTo("{'v':7}");
  }

  @Test
  void fieldThatWasForgottenIsCastWhenItComesAgain() {
    Declaration other =
        declaration("{'type':'object','properties':{'w':{'type':'integer','x-column':false}}}");
    Contract forgets = landed("'type':'boolean'", "true").declare(other);
    assertThat(forgets.casts()).isFalse();
    RecordScanner scanner = new RecordScanner(forgets, JSON, List.of());
    assertThat(scan(scanner, "{\"v\":1.5}")).isEmpty();
    assertThat(read(scanner.contract(), "true")).isEqualTo("v: `true` does not fit decimal(18,2)");
    Contract declared = forgets.declare(field("'type':'integer'"));
    assertThat(read(declared, "true")).isEqualTo("v: `true` does not fit long");
  }

  @Test
  void fieldThatHadNoColumnIsCastWhenItHasOne() {
    String hidden = "'type':'number','x-column':false";
    Contract shown = landed(hidden, "12345678901234567890123").declare(field("'type':'number'"));
    assertThat(read(shown, "12345678901234567890123"))
        .isEqualTo("v: `12345678901234567890123` does not fit double");
  }

  @Test
  void zeroFitsEveryDecimal() {
    assertThat(landed("'type':'number','format':'decimal(5,5)'", "0e-7").rowType())
        .hasToString("struct<v: decimal(5,5)>");
  }

  @Test
  void decimalTextOfRowsHasTheirDecimalPointWithoutColumnToo() {
    Contract contract =
        Contract.empty().declare(field("'type':'string','format':'decimal(5,2)','x-column':false"));
    RecordScanner scanner = new RecordScanner(contract, csv("v;w"), List.of());
    assertThat(scan(scanner, "1,5;x")).isEmpty();
    assertThat(scan(scanner, "1,555;x").orElseThrow().what())
        .isEqualTo("is 1.555, which has more than 2 digits after the point");
  }

  private static Declaration field(String schema) {
    return declaration("{'type':'object','properties':{'v':{" + schema + "}}}");
  }

  private static Declaration declaration(String schema) {
    return Declaration.read(
        "schemas/t.json", DeclarationFormat.JSON_SCHEMA, schema.replace('\'', '"'));
  }

  /** The contract of a table with one record, whose field {@code v} has this schema and value. */
  private static Contract landed(String schema, String value) {
    Contract contract = Contract.empty().declare(field(schema));
    RecordScanner scanner = new RecordScanner(contract, JSON, List.of());
    assertThat(scan(scanner, record(value))).isEmpty();
    return scanner.contract();
  }

  private static String record(String value) {
    return ("{'v':" + value + "}").replace('\'', '"');
  }

  private static String read(Contract contract, String value) {
    return read(contract, JSON, record(value));
  }

  /** What becomes of a payload, or why it cannot be read. */
  private static String read(Contract contract, PayloadFormat format, String payload) {
    byte[] bytes = bytes(payload.replace('\'', '"'));
    return switch (new DocumentRewriter(contract, format).read(bytes)) {
      case DocumentRewriter.Document.Readable(byte[] json) ->
          new String(json, StandardCharsets.UTF_8).replace('"', '\'');
      case DocumentRewriter.Document.Unreadable(Rejection why) -> why.path() + ": " + why.what();
    };
  }
}
