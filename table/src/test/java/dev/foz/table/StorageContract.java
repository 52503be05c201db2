package dev.foz.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foz.base.FozException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every storage must do; run by each implementation. */
abstract class StorageContract {
  abstract Storage storage();

  private void write(String path, String text) {
    try (StorageOutput output = storage().create(path)) {
      output.write(text.getBytes(StandardCharsets.UTF_8), 0, text.length());
      output.finish();
    }
  }

  private String read(String path) {
    return new String(storage().readAll(path), StandardCharsets.UTF_8);
  }

  private List<String> list(String prefix) {
    return storage().list(prefix).map(StoredFile::path).sorted().toList();
  }

  @Test
  void aFinishedFileIsThereWhole() {
    write("raw/a/data/1-x.avro", "hello");
    assertThat(storage().exists("raw/a/data/1-x.avro")).isTrue();
    assertThat(storage().size("raw/a/data/1-x.avro")).isEqualTo(5);
    assertThat(read("raw/a/data/1-x.avro")).isEqualTo("hello");
    assertThat(storage().localPath("raw/a/data/1-x.avro")).hasContent("hello");
  }

  @Test
  void anUnfinishedFileIsNotThere() {
    try (StorageOutput output = storage().create("raw/a/data/1-x.avro")) {
      output.write(new byte[200_000], 0, 200_000);
      assertThat(storage().exists("raw/a/data/1-x.avro")).isFalse();
      assertThat(list("raw/")).isEmpty();
      assertThat(output.position()).isEqualTo(200_000);
    }
    assertThat(storage().exists("raw/a/data/1-x.avro")).isFalse();
    assertThat(list("")).isEmpty();
  }

  @Test
  void whatADeadWriterLeftIsDroppedAfterAWhile() {
    StorageOutput dead = storage().create("raw/a/data/1-x.avro");
    dead.write(7);
    write("raw/a/data/1-y.avro", "y");
    storage().dropUnfinished("raw/a/data/", Instant.now().minusSeconds(60));
    storage().dropUnfinished("raw/a/data/", Instant.now().plusSeconds(60));
    assertThatThrownBy(dead::finish).isInstanceOf(FozException.class);
    assertThat(list("")).containsExactly("raw/a/data/1-y.avro");
  }

  @Test
  void aFileIsReadFromAnyPlace() throws Exception {
    write("raw/a/f", "0123456789");
    try (SeekableByteChannel channel = storage().open("raw/a/f")) {
      channel.position(7);
      ByteBuffer bytes = ByteBuffer.allocate(10);
      channel.read(bytes);
      assertThat(new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8))
          .isEqualTo("789");
    }
  }

  @Test
  void filesAreListedByPrefix() {
    write("raw/a/data/1-x", "x");
    write("raw/a/data/12-y", "y");
    write("raw/ab/data/1-z", "z");
    assertThat(list("raw/a/data/1-")).containsExactly("raw/a/data/1-x");
    assertThat(list("raw/a")).hasSize(3);
    assertThat(list("curated/")).isEmpty();
  }

  @Test
  void deletingWhatIsNotThereIsNoError() {
    write("raw/a/f", "x");
    storage().delete(List.of("raw/a/none", "raw/a/f"));
    assertThat(list("")).isEmpty();
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> storage().readAll("raw/a/f"))
        .isInstanceOf(FozException.class)
        .hasMessageContaining("Cannot read")
        .hasMessageContaining("raw/a/f: it is missing");
    assertThatThrownBy(() -> storage().size("raw/a/f")).hasMessageContaining("it is missing");
    assertThatThrownBy(() -> storage().open("raw/a/f")).hasMessageContaining("it is missing");
  }

  @Test
  void aStagedFileIsPublishedAndTheRestDiscarded() throws Exception {
    Path folder = storage().stagingFolder("7-abc");
    Files.writeString(folder.resolve("a.parquet"), "a");
    Files.writeString(folder.resolve("b.parquet"), "b");
    assertThat(list("")).isEmpty();
    storage().publish(folder.resolve("a.parquet"), "curated/t/data/7-a.parquet");
    assertThat(storage().stagingFolders()).containsExactly("7-abc");
    storage().discardStaging("7-abc");
    assertThat(storage().stagingFolders()).isEmpty();
    assertThat(list("")).containsExactly("curated/t/data/7-a.parquet");
    assertThat(read("curated/t/data/7-a.parquet")).isEqualTo("a");
  }

  @Test
  void locationsAndPathsAreOneToOne() {
    String location = storage().locationOf("raw/a b/f");
    assertThat(storage().pathOf(location)).isEqualTo("raw/a b/f");
    assertThatThrownBy(() -> storage().pathOf("file:///elsewhere/raw/f"))
        .isInstanceOf(FozException.class)
        .hasMessageContaining("Cannot read file:///elsewhere/raw/f: it lies outside the storage");
  }

  @Test
  void pathsCannotLeaveTheRoot() {
    assertThatThrownBy(() -> storage().localPath("../x")).hasMessage("Invalid storage path: ../x");
    assertThatThrownBy(() -> storage().create("/etc/x")).hasMessage("Invalid storage path: /etc/x");
  }
}
