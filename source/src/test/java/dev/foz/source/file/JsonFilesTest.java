package dev.foz.source.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foz.source.file.Folder.Reading;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonFilesTest {
  private Folder folder;

  @BeforeEach
  void makeFolder(@TempDir Path temp) {
    folder = new Folder(temp).table("t", "*.json");
  }

  private List<String> records(String content) {
    folder.write("a.json", content);
    Reading reading = folder.read();
    assertThat(reading.problems()).isEmpty();
    return reading.records();
  }

  @Test
  void fileOfOneObjectOverManyLinesIsOneRecord() {
    String object = "{\n  \"id\": 1,\n  \"itens\": [\n    {\"a\": \"}\"},\n    {}\n  ]\n}";
    assertThat(records(object + "\n")).containsExactly(object);
  }

  @Test
  void objectsFollowEachOtherWithOrWithoutLineEnds() {
    assertThat(records("{\"a\":1}{\"a\":2} {\n\"a\":3\n}\r\n\r\n{\"a\":[\n{\"b\":[[]]}\n]}"))
        .containsExactly("{\"a\":1}", "{\"a\":2}", "{\n\"a\":3\n}", "{\"a\":[\n{\"b\":[[]]}\n]}");
  }

  @Test
  void elementsOfAnArrayAreRecordsWithoutCommasAndSpace() {
    folder.write("a.json", " [ {\"a\": [1,\n2]} ,\n{} , 12 ,\"x,]\" , null]\n");
    assertThat(folder.read().placed())
        .containsExactly(
            "a.json:3={\"a\": [1,\n2]}",
            "a.json:19={}",
            "a.json:24=12",
            "a.json:28=\"x,]\"",
            "a.json:36=null");
  }

  @Test
  void emptyFilesAndEmptyArraysHoldNothing() {
    folder.write("a.json", "");
    folder.write("b.json", " \n\t\r\n");
    folder.write("c.json", "[]");
    folder.write("d.json", "[ \n ]\n");
    Reading reading = folder.read();
    assertThat(reading.records()).isEmpty();
    assertThat(reading.problems()).isEmpty();
    assertThat(folder.read().batches()).isEmpty();
  }

  @Test
  void bracketsAndEscapesInTextsCountForNothing() {
    assertThat(records("{\"a\":\"}]\\\"{\\\\\"}\n{\"b\\\\\\\"}\":\"\\\\\"}\n"))
        .containsExactly("{\"a\":\"}]\\\"{\\\\\"}", "{\"b\\\\\\\"}\":\"\\\\\"}");
  }

  @Test
  void whatIsNoValueIsHandedOutToTheEndOfItsLine() {
    assertThat(records("{\"a\":1}\nlixo aqui \r\n{\"a\":2}\n"))
        .containsExactly("{\"a\":1}", "lixo aqui", "{\"a\":2}");
  }

  @Test
  void bracketThatIsNeverClosedSpoilsItsOwnLineOnly() {
    assertThat(records("{\"a\":1}\n{\"a\":{\"b\":1}\n{\"a\":2}\n{\"a\":3}\n"))
        .containsExactly("{\"a\":1}", "{\"a\":{\"b\":1}", "{\"a\":2}", "{\"a\":3}");
  }

  @Test
  void bracketThatIsNeverClosedAtTheEndSpoilsItsOwnLineOnly() {
    assertThat(records("{\"a\":1,\n{\"a\":2}\n")).containsExactly("{\"a\":1,", "{\"a\":2}");
  }

  @Test
  void valueThatTheFileEndsWithinIsLeftUntilTheFileGoesOn() {
    for (String before : List.of("{\"a\":1}\n", "lixo\n")) {
      folder.write("a.json", before + "{\"a\":2,\"b\":[");
      Reading reading = folder.read();
      assertThat(reading.records()).containsExactly(before.strip());
      assertThat(reading.problems())
          .containsExactly(
              """
              error[D403]: Cannot read a.json beyond byte %d: its last value has no end
                a.json
                try: write the file again; the records before that byte are kept"""
                  .formatted(before.length()));
      folder.write("a.json", before + "{\"a\":2,\"b\":[]}\n{\"a\":3}");
      assertThat(folder.read().records()).containsExactly("{\"a\":2,\"b\":[]}", "{\"a\":3}");
      folder.position.clear();
    }
  }

  @Test
  void quoteThatIsNeverClosedSpoilsItsOwnLineOnly() {
    assertThat(records("{\"a\":\"x}\n{\"a\":2}\n")).containsExactly("{\"a\":\"x}", "{\"a\":2}");
  }

  @Test
  void elementWithoutACommaBeforeItIsHandedOutAsItStands() {
    assertThat(records("[{\"a\":1} {\"a\":2}]\n")).containsExactly("{\"a\":1}", "{\"a\":2}]");
  }

  @Test
  void commaWithoutAnElementIsHandedOutAsItStands() {
    assertThat(records("[1,]")).containsExactly("1", "]");
    assertThat(new Folder(folder.path).table("t", "*.json").read().records())
        .containsExactly("1", "]");
  }

  @Test
  void byteOrderMarkStaysInTheFirstRecord() {
    assertThat(records("\uFEFF{\"a\":1}\n{\"a\":2}\n"))
        .containsExactly("\uFEFF{\"a\":1}", "{\"a\":2}");
  }

  @Test
  void byteOrderMarkBeforeAnArrayMakesItOneRecord() {
    assertThat(records("\uFEFF[{\"a\":1},\n{\"a\":2}]"))
        .containsExactly("\uFEFF[{\"a\":1},\n{\"a\":2}]");
  }

  @Test
  void refusesUtf16WithTheCommandThatConvertsIt() {
    folder.write("a.json", "\uFEFF{\"a\":1}".getBytes(StandardCharsets.UTF_16LE));
    assertThat(folder.read().problems())
        .containsExactly(
            """
            error[D403]: Cannot read a.json beyond byte 0: it is UTF-16, whose line ends cannot be \
            told by their bytes
              a.json
              try: convert it: `iconv -f UTF-16 -t UTF-8`""");
  }

  @Test
  void elementsOfAnArrayWithoutAnEndAreKeptAndTheEndIsMissed() {
    folder.write("a.json", "[{\"a\":1},\n{\"a\":2},\n{\"a\":");
    Reading reading = folder.read();
    assertThat(reading.records()).containsExactly("{\"a\":1}", "{\"a\":2}");
    assertThat(reading.problems())
        .containsExactly(
            """
            error[D403]: Cannot read a.json beyond byte 19: the array has no `]` at its end
              a.json
              try: write the file again; the records before that byte are kept""");
    folder.write("a.json", "[{\"a\":1},\n{\"a\":2},\n{\"a\":3}]");
    assertThat(folder.read().placed()).containsExactly("a.json:19={\"a\":3}");
    assertThat(folder.read().batches()).isEmpty();
  }

  @Test
  void arrayThatGrewIsANewVersion() {
    folder.write("a.json", "[{\"a\":1}]");
    folder.read();
    folder.write("a.json", "[{\"a\":1},{\"a\":2}]");
    assertThat(folder.read().problems().getFirst()).startsWith("error[D402]: Cannot read a.json");
  }

  @Test
  @Tag("provokes-D304")
  void recordAboveTheLimitStopsItsFile() {
    folder.limits = new BatchLimits(1 << 20, 1000, 100);
    folder.write("a.json", "{\"a\":1}\n{\"a\":\"" + "x".repeat(200) + "\"}\n{\"a\":3}\n");
    folder.write("b.json", "{\"b\":1}\n");
    Reading reading = folder.read();
    assertThat(reading.records()).containsExactly("{\"a\":1}", "{\"b\":1}");
    assertThat(reading.problems())
        .containsExactly(
            """
            error[D304]: Cannot read a.json beyond byte 8: the record that starts there has more \
            than 100 bytes
              a.json
              why: the record is that large, or a bracket or a quote in it is never closed
              try: correct or split that record; the ones before it are kept""");
    assertThat(folder.read().records()).isEmpty();
  }

  @Test
  void lastRecordWithoutALineEndIsTakenAndTheFileMayGoOnBehindIt() {
    assertThat(records("{\"a\":1}\n{\"a\":2}")).hasSize(2);
    assertThat(records("{\"a\":1}\n{\"a\":2}\n{\"a\":3}")).containsExactly("{\"a\":3}");
  }
}
