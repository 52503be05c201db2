package dev.foz.source.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foz.base.PayloadFormat;
import dev.foz.base.lake.CsvOptions;
import dev.foz.base.lake.CsvOptions.Header;
import dev.foz.source.file.Folder.Reading;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFilesTest {
  private static final Charset LATIN = Charset.forName("windows-1252");
  private Folder folder;

  @BeforeEach
  void makeFolder(@TempDir Path temp) {
    folder = new Folder(temp);
  }

  private static CsvOptions csv(char separator, Charset encoding, Header header) {
    return new CsvOptions(Optional.of(separator), '"', encoding, '.', header);
  }

  private static PayloadFormat.Csv format(Reading reading) {
    return (PayloadFormat.Csv) reading.batches().getFirst().format();
  }

  @Test
  void rowsAreTheirExactBytesWithoutTheLineEnd() {
    folder.table("t", "*.csv");
    folder.write("a.csv", "sku,nome\r\n1,\"a\r\n\"\"b\"\"\"\r\n2,5\" tela\n\n\r\n3,\"x\"y,\"z\"");
    Reading reading = folder.read();
    assertThat(reading.placed())
        .containsExactly(
            "a.csv:10=1,\"a\r\n\"\"b\"\"\"", "a.csv:24=2,5\" tela", "a.csv:37=3,\"x\"y,\"z\"");
    assertThat(format(reading).header()).isEqualTo("sku,nome");
    assertThat(reading.batches().getFirst().headers())
        .isEqualTo(format(reading).toHeaders())
        .containsEntry("format", "csv");
  }

  @Test
  void headerMayBeAbsentOrGivenByTheLakeFolder() {
    folder.csv("a", "a.txt", csv(';', StandardCharsets.UTF_8, new Header.None()));
    folder.csv(
        "b", "a.txt", csv(';', StandardCharsets.UTF_8, new Header.Names(List.of("x", "y;\"z"))));
    folder.write("a.txt", "1;\"2;3\"\n4;5\n");
    Reading reading = folder.read();
    assertThat(reading.records()).containsExactly("1;\"2;3\"", "4;5", "1;\"2;3\"", "4;5");
    assertThat(((PayloadFormat.Csv) reading.batches().get(0).format()).header())
        .isEqualTo("\"column_1\";\"column_2\"");
    assertThat(((PayloadFormat.Csv) reading.batches().get(1).format()).header())
        .isEqualTo("\"x\";\"y;\"\"z\"");
  }

  @Test
  void headerLineIsNoRowInAFileThatHoldsNothingElse() {
    folder.table("t", "*.csv");
    folder.write("a.csv", "a,b\n");
    folder.write("b.csv", "a,b");
    folder.write("c.csv", "");
    assertThat(folder.read().records()).isEmpty();
    assertThat(folder.read().batches()).isEmpty();
    folder.write("a.csv", "a,b\n1,2\n");
    folder.write("b.csv", "a,b,c\n1,2,3\n");
    folder.write("c.csv", "z\n9\n");
    Reading reading = folder.read();
    assertThat(reading.problems()).isEmpty();
    assertThat(reading.records()).containsExactly("1,2", "1,2,3", "9");
  }

  @Test
  void headerIsReadAgainWhenAFileIsResumed() {
    folder.table("t", "*.csv");
    folder.limits = new BatchLimits(1 << 20, 1, 1 << 20);
    folder.write("a.csv", "a,b\n1,2\n3,4\n");
    folder.read(1);
    Reading reading = folder.read();
    assertThat(reading.placed()).containsExactly("a.csv:8=3,4");
    assertThat(format(reading).header()).isEqualTo("a,b");
  }

  @Test
  void byteOrderMarkOfUtf8IsNoPartOfTheHeader() {
    folder.table("t", "*.csv");
    folder.write("a.csv", "\uFEFFnome\nAna\n");
    Reading reading = folder.read();
    assertThat(format(reading).header()).isEqualTo("nome");
    assertThat(reading.placed()).containsExactly("a.csv:8=Ana");
  }

  @Test
  void otherEncodingsKeepTheirBytes() {
    folder.csv("t", "*.csv", csv(';', LATIN, new Header.FirstLine()));
    folder.write("a.csv", "código;ação\nSão;Luís\n".getBytes(LATIN));
    Reading reading = folder.read();
    assertThat(format(reading).header()).isEqualTo("código;ação");
    assertThat(reading.batches().getFirst().payloads().copy(0))
        .isEqualTo("São;Luís".getBytes(LATIN));
  }

  @Test
  void headerInAnotherEncodingIsAProblemThatNamesTheOption() {
    folder.table("t", "*.csv");
    folder.write("a.csv", "código\n1\n".getBytes(LATIN));
    assertThat(folder.read().problems())
        .containsExactly(
            """
            error[D403]: Cannot read a.csv beyond byte 0: the header line is not UTF-8
              a.csv
              try: set `encoding` to what the file is written in, such as `windows-1252`""");
  }

  @Test
  void lastRowWithoutALineEndThatGrewIsANewVersion() {
    folder.table("t", "*.csv");
    folder.write("a.csv", "a,b\n1,2");
    assertThat(folder.read().records()).containsExactly("1,2");
    folder.write("a.csv", "a,b\n1,25\n");
    assertThat(folder.read().problems().getFirst())
        .startsWith("error[D402]: Cannot read a.csv: it changed within the first 7 bytes");
    folder.write("a.csv", "a,b\n1,2\n3,4");
    assertThat(folder.read().placed()).containsExactly("a.csv:8=3,4");
    folder.write("a.csv", "a,b\n1,2\n3,4\r\n5,6\r\n");
    assertThat(folder.read().placed()).containsExactly("a.csv:13=5,6");
    assertThat(folder.read().batches()).isEmpty();
  }

  @Test
  void touchedFileWithoutALastLineEndStaysCut() {
    folder.table("t", "*.csv");
    Path file = folder.write("a.csv", "a,b\n1,2");
    folder.read();
    Folder.touch(file, Folder.LONG_AGO.plusSeconds(99));
    assertThat(folder.read().records()).isEmpty();
    folder.write("a.csv", "a,b\n1,25\n");
    assertThat(folder.read().problems()).hasSize(1);
  }

  @Test
  void quoteThatIsNeverClosedIsHandedOutToTheEnd() {
    folder.table("t", "*.csv");
    folder.write("a.csv", "a\n1\n\"2\n3\n");
    assertThat(folder.read().records()).containsExactly("1", "\"2\n3\n");
  }

  @Test
  void refusesEncodingsThatAreNotBuiltOnAscii() {
    folder.csv("t", "*.csv", csv(',', StandardCharsets.UTF_16LE, new Header.FirstLine()));
    assertThatThrownBy(() -> folder.open())
        .hasMessage(
            """
            error[F205]: Cannot read CSV for t: `encoding: UTF-16LE` is not built on ASCII
              try: convert the files to UTF-8, or set the encoding that they have""");
  }

  @Test
  void separatorIsTheMostFrequentOfTheFirstRowWhereItIsNotSaid() {
    folder.table("t", "*.csv");
    folder.write("a.csv", "a;\"b, \n, c\";d,e\n\"1;\n\";2;3\n");
    folder.write("b.csv", "a\tb,c\td\n1\t2\t3\n");
    folder.write("c.csv", "a|b\n1|2\n");
    folder.write("d.csv", "a,b\n1,2\n");
    folder.write("e.csv", "a\n1\n");
    Reading reading = folder.read();
    assertThat(reading.records()).containsExactly("\"1;\n\";2;3", "1\t2\t3", "1|2", "1,2", "1");
    assertThat(reading.batches().stream().map(b -> ((PayloadFormat.Csv) b.format()).separator()))
        .containsExactly(';', '\t', '|', ',', ',');
  }

  @Test
  void separatorBeyondAsciiIsComparedWhole() {
    folder.csv("t", "*.csv", csv('¦', StandardCharsets.UTF_8, new Header.FirstLine()));
    folder.write("a.csv", "a¦b\n1¦\"2\n3\"\n");
    assertThat(folder.read().records()).containsExactly("1¦\"2\n3\"");
  }
}
