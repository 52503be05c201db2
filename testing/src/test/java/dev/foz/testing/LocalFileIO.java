package dev.foz.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;

/** Files of the local disk for Iceberg's readers; Hadoop's do not work on this Java version. */
public final class LocalFileIO implements FileIO {
  private static Path path(String location) {
    return location.startsWith("file:") ? Path.of(URI.create(location)) : Path.of(location);
  }

  private static File file(String location) {
    return path(location).toFile();
  }

  @Override
  public InputFile newInputFile(String location) {
    return org.apache.iceberg.Files.localInput(file(location));
  }

  @Override
  public OutputFile newOutputFile(String location) {
    return org.apache.iceberg.Files.localOutput(file(location));
  }

  @Override
  public void deleteFile(String location) {
    try {
      Files.delete(path(location));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
