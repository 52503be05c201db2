import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * Puts a distribution together: {@code foz.jar}, which names all others, {@code lib/} and {@code
 * native/}. Run from its source by build.sh.
 *
 * <p>Native libraries are taken out of their jars once, because DuckDB, SQLite and zstd would each
 * unpack theirs into the temporary folder at every start (DuckDB alone 71 MB, half a second).
 */
final class Assemble {
  /** The format of classes of Java 8. */
  private static final int MODERN = ClassFile.JAVA_8_VERSION;

  private final Path target;
  private final Path cache;
  private final List<String> classPath = new ArrayList<>();

  private Assemble(Path target, Path cache) {
    this.target = target;
    this.cache = cache;
  }

  /**
   * Arguments: file with the class path of the module, its own jar, folder to make, folder that
   * keeps what was unpacked from one build to the next, main class.
   */
  public static void main(String[] arguments) throws IOException {
    Assemble assemble = new Assemble(Path.of(arguments[2]), Path.of(arguments[3]));
    Files.createDirectories(assemble.target.resolve("lib"));
    Files.createDirectories(assemble.target.resolve("native"));
    assemble.add(Path.of(arguments[1]));
    String jars = Files.readString(Path.of(arguments[0])).strip();
    for (String jar : jars.split(java.io.File.pathSeparator)) {
      assemble.add(Path.of(jar));
    }
    assemble.writeMainJar(arguments[4]);
  }

  private void add(Path jar) throws IOException {
    String name = jar.getFileName().toString();
    if (name.startsWith("duckdb_jdbc-")) {
      addDuckDb(jar);
    } else if (name.startsWith("sqlite-jdbc-")) {
      String folder = "org/sqlite/native/" + sqlitePlatform() + "/";
      link(jar, lib(name));
      takeOut(jar, entry -> entry.startsWith(folder), target.resolve("native"));
    } else if (name.startsWith("zstd-jni-")) {
      String folder = zstdPlatform() + "/libzstd-jni";
      link(jar, lib(name));
      takeOut(jar, entry -> entry.startsWith(folder), target.resolve("native"));
    } else if (name.startsWith("picocli-")) {
      link(modern(jar), lib(name));
    } else {
      link(jar, lib(name));
    }
  }

  /**
   * The same jar with its classes in a newer format: those of the format of Java 5, which have no
   * stack maps, cannot be kept in the start-up cache, and each start would read and verify them.
   */
  private Path modern(Path jar) throws IOException {
    Path kept = cache.resolve("java-" + MODERN + "-" + jar.getFileName());
    if (!Files.exists(kept)) {
      Files.createDirectories(cache);
      Path part = cache.resolve(kept.getFileName() + ".part");
      try (JarFile file = new JarFile(jar.toFile());
          OutputStream out = Files.newOutputStream(part);
          JarOutputStream copy = new JarOutputStream(out)) {
        ClassFile format =
            ClassFile.of(
                StackMapsOption.GENERATE_STACK_MAPS,
                ClassHierarchyResolverOption.of(
                    resolver(file).orElse(ClassHierarchyResolver.defaultResolver())));
        for (JarEntry entry : file.stream().toList()) {
          JarEntry same = new JarEntry(entry.getName());
          same.setTime(entry.getTime());
          copy.putNextEntry(same);
          try (InputStream in = file.getInputStream(entry)) {
            byte[] bytes = in.readAllBytes();
            copy.write(isClass(entry.getName()) ? modern(format, bytes) : bytes);
          }
          copy.closeEntry();
        }
      }
      Files.move(part, kept, StandardCopyOption.ATOMIC_MOVE);
    }
    return kept;
  }

  private static byte[] modern(ClassFile format, byte[] bytes) {
    ClassTransform version =
        (builder, element) ->
            builder.with(
                element instanceof ClassFileVersion ? ClassFileVersion.of(MODERN, 0) : element);
    ClassTransform bodies = ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL);
    return format.transformClass(format.parse(bytes), version.andThen(bodies));
  }

  private static boolean isClass(String name) {
    return name.endsWith(".class") && !name.endsWith("module-info.class");
  }

  /** Stack maps need to know what extends what. */
  private static ClassHierarchyResolver resolver(JarFile file) {
    return ClassHierarchyResolver.ofResourceParsing(
        (Function<ClassDesc, InputStream>)
            type -> {
              String descriptor = type.descriptorString();
              String name = descriptor.substring(1, descriptor.length() - 1);
              JarEntry entry = file.getJarEntry(name + ".class");
              try {
                return entry == null ? null : file.getInputStream(entry);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  /** The driver looks for its library beside its jar, and only if the jar has none. */
  private void addDuckDb(Path jar) throws IOException {
    String name = jar.getFileName().toString();
    String library = "libduckdb_java.so_" + duckDbPlatform();
    try (JarFile file = new JarFile(jar.toFile())) {
      if (file.getEntry(library) == null) {
        link(jar, lib(name));
        return;
      }
    }
    Path bare = cache.resolve(name);
    if (!Files.exists(bare)) {
      Files.createDirectories(cache);
      Path part = cache.resolve(name + ".part");
      copyWithout(jar, entry -> entry.startsWith("libduckdb_java."), part);
      Files.move(part, bare, StandardCopyOption.ATOMIC_MOVE);
    }
    link(bare, lib(name));
    takeOut(jar, library::equals, target.resolve("lib"));
  }

  private Path lib(String name) {
    classPath.add("lib/" + name);
    return target.resolve("lib").resolve(name);
  }

  private void takeOut(Path jar, Predicate<String> wanted, Path folder) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      for (JarEntry entry : file.stream().filter(e -> wanted.test(e.getName())).toList()) {
        if (entry.isDirectory()) {
          continue;
        }
        String name =
            Path.of(entry.getName()).getFileName().toString().replaceFirst("-[0-9][0-9.-]*\\.", ".");
        Path kept = cache.resolve(jar.getFileName() + "-" + name);
        if (!Files.exists(kept)) {
          Files.createDirectories(cache);
          Path part = cache.resolve(kept.getFileName() + ".part");
          try (InputStream in = file.getInputStream(entry)) {
            Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
          }
          Files.move(part, kept, StandardCopyOption.ATOMIC_MOVE);
        }
        link(kept, folder.resolve(name));
      }
    }
  }

  private static void copyWithout(Path jar, Predicate<String> unwanted, Path to)
      throws IOException {
    try (JarFile file = new JarFile(jar.toFile());
        OutputStream out = Files.newOutputStream(to);
        JarOutputStream copy = new JarOutputStream(out)) {
      for (JarEntry entry : file.stream().filter(e -> !unwanted.test(e.getName())).toList()) {
        JarEntry same = new JarEntry(entry.getName());
        same.setTime(entry.getTime());
        copy.putNextEntry(same);
        try (InputStream in = file.getInputStream(entry)) {
          in.transferTo(copy);
        }
        copy.closeEntry();
      }
    }
  }

  /**
   * A hard link where the file system can: a distribution then costs next to no space. The jars of
   * Foz itself are copied, because the next build writes over them.
   */
  private static void link(Path from, Path to) throws IOException {
    if (from.getFileName().toString().startsWith("foz-")) {
      Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
      return;
    }
    try {
      Files.createLink(to, from.toRealPath());
    } catch (IOException | UnsupportedOperationException otherFileSystem) {
      Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
    }
  }

  private void writeMainJar(String mainClass) throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(Attributes.Name.MAIN_CLASS, mainClass);
    attributes.put(Attributes.Name.CLASS_PATH, String.join(" ", classPath));
    attributes.putValue("Enable-Native-Access", "ALL-UNNAMED");
    attributes.putValue("Add-Opens", "java.base/java.nio");
    try (OutputStream out = Files.newOutputStream(target.resolve("foz.jar"));
        JarOutputStream jar = new JarOutputStream(out, manifest)) {
      jar.setComment("Starts Foz; the classes lie in lib/.");
    }
  }

  private static String duckDbPlatform() {
    if (isLinux()) {
      return "linux_" + (isArm() ? "arm64" : "amd64");
    }
    return "macos_" + (isArm() ? "arm64" : "amd64");
  }

  private static String sqlitePlatform() {
    return (isLinux() ? "Linux" : "Mac") + "/" + (isArm() ? "aarch64" : "x86_64");
  }

  private static String zstdPlatform() {
    if (isLinux()) {
      return "linux/" + (isArm() ? "aarch64" : "amd64");
    }
    return "darwin/" + (isArm() ? "aarch64" : "x86_64");
  }

  private static boolean isLinux() {
    return System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux");
  }

  private static boolean isArm() {
    return System.getProperty("os.arch").equals("aarch64");
  }
}
