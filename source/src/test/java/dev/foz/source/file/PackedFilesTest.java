package dev.foz.source.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.foz.source.file.Folder.Reading;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackedFilesTest {
  private Folder folder;

  @BeforeEach
  void makeFolder(@TempDir Path temp) {
    folder = new Folder(temp).table("t", "*.json*");
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return packed.toByteArray();
  }

  private static byte[] zstd(String text) {
    return Zstd.compress(text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static String lines(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "{\"id\":" + (1_000_000 + i * 7919 % 1_000_003) + "}\n")
        .collect(Collectors.joining());
  }

  @Test
  void unpacksByTheFirstBytesWhateverTheName() throws IOException {
    folder.write("a.json.gz", gzip("{\"a\":1}\n"));
    folder.write("b.json.zst", zstd("{\"b\":1}\n"));
    folder.write("c.json", gzip("{\"c\":1}\n"));
    folder.write("d.json.gz", "{\"d\":1}\n");
    assertThat(folder.read().placed())
        .containsExactly(
            "a.json.gz:0={\"a\":1}",
            "b.json.zst:0={\"b\":1}",
            "c.json:0={\"c\":1}",
            "d.json.gz:0={\"d\":1}");
    assertThat(folder.read().batches()).isEmpty();
  }

  @Test
  void membersAndFramesThatAreAppendedAreTheRest() throws IOException {
    folder.write("a.json.gz", gzip("{\"a\":1}\n"));
    folder.write("b.json.zst", zstd("{\"b\":1}\n"));
    folder.read();
    folder.write("a.json.gz", join(gzip("{\"a\":1}\n"), gzip("{\"a\":2}\n")));
    folder.write("b.json.zst", join(zstd("{\"b\":1}\n"), zstd("{\"b\":2}\n")));
    Reading reading = folder.read();
    assertThat(reading.problems()).isEmpty();
    assertThat(reading.placed()).containsExactly("a.json.gz:8={\"a\":2}", "b.json.zst:8={\"b\":2}");
  }

  @Test
  void headerFieldsAndPaddingOfGzipAreSkipped() throws IOException {
    byte[] plain = gzip("{\"a\":1}\n");
    byte[] header = {0x1f, (byte) 0x8b, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3};
    byte[] fields = {2, 0, 'x', 'y', 'n', 'o', 0, 'c', 0, 1, 2};
    byte[] body = Arrays.copyOfRange(plain, 10, plain.length);
    folder.write("a.json.gz", join(join(join(header, fields), body), new byte[512]));
    Reading reading = folder.read();
    assertThat(reading.problems()).isEmpty();
    assertThat(reading.records()).containsExactly("{\"a\":1}");
  }

  @Test
  void recordsBeforeTheEndOfACutGzipFileAreKept() throws IOException {
    String text = lines(200_000);
    byte[] packed = gzip(text);
    folder.write("a.json.gz", Arrays.copyOf(packed, packed.length / 2));
    folder.write("b.json", "{\"b\":1}\n");
    Reading reading = folder.read();
    int taken = reading.records().size() - 1;
    assertThat(taken).isBetween(50_000, 150_000);
    assertThat(reading.records().getLast()).isEqualTo("{\"b\":1}");
    assertThat(reading.problems())
        .containsExactly(
            """
            error[D403]: Cannot read a.json.gz beyond byte %d: the gzip data ends too early
              a.json.gz
              try: write the file again; the records before that byte are kept"""
                .formatted(taken * 15L));
    assertThat(folder.read().records()).isEmpty();
    folder.write("a.json.gz", packed);
    assertThat(folder.read().records()).hasSize(200_000 - taken);
  }

  @Test
  void recordsBeforeTheEndOfACutZstdFileAreKept() {
    byte[] packed = zstd(lines(200_000));
    folder.write("a.json.zst", Arrays.copyOf(packed, packed.length / 2));
    Reading reading = folder.read();
    int taken = reading.records().size();
    assertThat(taken).isBetween(10_000, 190_000);
    assertThat(reading.problems())
        .containsExactly(
            """
            error[D403]: Cannot read a.json.zst beyond byte %d: the zstd data is damaged \
            (Truncated source)
              a.json.zst
              try: write the file again; the records before that byte are kept"""
                .formatted(taken * 15L));
  }

  @Test
  void damagedSecondMemberIsNotTakenForTheEnd() throws IOException {
    byte[] second = gzip("{\"a\":2}\n");
    second[1] = 0;
    folder.write("a.json.gz", join(gzip("{\"a\":1}\n"), second));
    Reading reading = folder.read();
    assertThat(reading.records()).containsExactly("{\"a\":1}");
    assertThat(reading.problems())
        .containsExactly(
            """
            error[D403]: Cannot read a.json.gz beyond byte 8: the gzip data is damaged: something \
            else follows it
              a.json.gz
              try: write the file again; the records before that byte are kept""");
  }

  @Test
  void whatComesWithAWrongChecksumIsNotTaken() throws IOException {
    byte[] packed = gzip("{\"a\":1}\n");
    packed[packed.length - 8] ^= 1;
    folder.write("a.json.gz", packed);
    Reading reading = folder.read();
    assertThat(reading.records()).isEmpty();
    assertThat(reading.problems().getFirst())
        .startsWith(
            "error[D403]: Cannot read a.json.gz beyond byte 0: the gzip data is damaged: its"
                + " checksum does not match");
  }

  @Test
  void bytesOfThePackedFileAddUpToItsSize() throws IOException {
    folder.limits = new BatchLimits(1 << 20, 10_000, 1 << 20);
    byte[] packed = gzip(lines(100_000));
    folder.write("a.json.gz", packed);
    Reading reading = folder.read();
    assertThat(reading.batches().stream().mapToLong(batch -> batch.sourceBytes()).sum())
        .isEqualTo(packed.length);
  }
}
