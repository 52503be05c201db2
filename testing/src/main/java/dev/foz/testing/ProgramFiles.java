package dev.foz.testing;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/**
 * The class path on which tests start the program. DuckDB's library lies beside its jar, as in a
 * distribution: out of the jar it would be unpacked at every start (71 MB, half a second) and stay
 * behind at every kill.
 *
 * @param classPath as the {@code java} command takes it
 */
public record ProgramFiles(String classPath) {
  private static final String DRIVER = "duckdb_jdbc-";
  private static final String LIBRARY = "libduckdb_java.";

  /**
   * Takes the class path of this process.
   *
   * @param folder where unpacked libraries are kept from one test to the next
   */
  public static ProgramFiles prepare(Path folder) throws IOException {
    List<String> entries = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path path = Path.of(entry);
      boolean driver = path.getFileName().toString().startsWith(DRIVER);
      entries.add(driver ? withLibraryBeside(path, folder).toString() : entry);
    }
    return new ProgramFiles(String.join(File.pathSeparator, entries));
  }

  private static Path withLibraryBeside(Path jar, Path folder) throws IOException {
    Files.createDirectories(folder);
    Path bare = folder.resolve(jar.getFileName());
    String library = LIBRARY + "so_" + platform();
    try (JarFile driver = new JarFile(jar.toFile())) {
      JarEntry entry = driver.getJarEntry(library);
      if (entry == null) {
        return jar;
      }
      if (!Files.exists(bare)) {
        try (InputStream in = driver.getInputStream(entry)) {
          Files.copy(in, folder.resolve(library), StandardCopyOption.REPLACE_EXISTING);
        }
        Path part = folder.resolve(jar.getFileName() + ".part");
        copyWithoutLibraries(driver, part);
        Files.move(part, bare, StandardCopyOption.ATOMIC_MOVE);
      }
    }
    return bare;
  }

  private static void copyWithoutLibraries(JarFile driver, Path to) throws IOException {
    try (OutputStream out = Files.newOutputStream(to);
        JarOutputStream copy = new JarOutputStream(out)) {
      for (JarEntry entry :
          driver.stream().filter(e -> !e.getName().startsWith(LIBRARY)).toList()) {
        copy.putNextEntry(new JarEntry(entry.getName()));
        try (InputStream in = driver.getInputStream(entry)) {
          in.transferTo(copy);
        }
        copy.closeEntry();
      }
    }
  }

  private static String platform() {
    boolean linux = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux");
    boolean arm = System.getProperty("os.arch").equals("aarch64");
    return (linux ? "linux_" : "macos_") + (arm ? "arm64" : "amd64");
  }
}
