package dev.foz.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foz.base.Code;
import dev.foz.base.FozException;
import dev.foz.table.StorageFaults.Step;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LocalStorageTest extends StorageContract {
  private final Path folder;

  LocalStorageTest(@TempDir Path folder) {
    this.folder = folder.resolve("data");
  }

  @Override
  Storage storage() {
    return new LocalStorage(folder);
  }

  @ParameterizedTest
  @EnumSource(
      value = Step.class,
      names = {"CREATE", "WRITE", "SYNC", "RENAME"})
  void aFullDiskIsSaidAndLeavesNothing(Step full) throws Exception {
    Storage storage =
        new LocalStorage(
            folder,
            (step, path) -> {
              if (step == full) {
                throw new IOException("No space left on device");
              }
            });
    assertThatThrownBy(
            () -> {
              try (StorageOutput output = storage.create("raw/a/f")) {
                output.write(1);
                output.finish();
              }
            })
        .isInstanceOfSatisfying(
            FozException.class, e -> assertThat(e.problem().code()).isEqualTo(Code.STORAGE_FULL))
        .hasMessageContaining(folder.resolve("raw/a/f") + ": the disk is full")
        .hasMessageContaining("try: make room on the disk of " + folder.resolve("raw/a"));
    assertThat(storage.list("")).isEmpty();
    if (Files.exists(folder)) {
      try (var left = Files.walk(folder)) {
        assertThat(left.filter(Files::isRegularFile)).isEmpty();
      }
    }
  }

  @Test
  @Tag("provokes-S603")
  void deniedAccessIsSaid() {
    Storage storage =
        new LocalStorage(
            folder,
            (step, path) -> {
              throw new FileSystemException(path, null, "Read-only file system");
            });
    assertThatThrownBy(() -> storage.create("raw/a/f"))
        .isInstanceOfSatisfying(
            FozException.class, e -> assertThat(e.problem().code()).isEqualTo(Code.STORAGE_DENIED))
        .hasMessage(
            """
            error[S603]: Cannot create %s: access is denied
              why: Read-only file system
              try: give this user the right to read and write %s"""
                .formatted(folder.resolve("raw/a/f"), folder.resolve("raw/a")));
  }

  @Test
  void aFolderThatVanishedIsMadeAgain() throws Exception {
    Storage storage = storage();
    for (int i = 0; i < 2; i++) {
      try (StorageOutput output = storage.create("raw/a/f")) {
        output.write(i);
        output.finish();
      }
      assertThat(storage.readAll("raw/a/f")).containsExactly(i);
      Files.delete(folder.resolve("raw/a/f"));
      Files.delete(folder.resolve("raw/a"));
    }
  }
}
