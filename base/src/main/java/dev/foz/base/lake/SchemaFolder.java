package dev.foz.base.lake;

import dev.foz.base.Place;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads the files of {@code schemas/} as text. */
record SchemaFolder(Path folder, LakeFolder files, Names names, Problems problems) {
  private static final String SCHEMAS = "schemas";
  private static final List<String> LATER = List.of("xsd");

  Schemas read() {
    List<SchemaSpec> specs = new ArrayList<>();
    Set<String> found = new HashSet<>();
    for (Path path :
        files.withExtensions(folder.resolve(SCHEMAS), SchemaFormat.extensions(), LATER)) {
      String name = LakeFolder.stem(path);
      found.add(name);
      // A table that uses the right spelling of a wrong name is not wrong itself.
      found.add(name.toLowerCase(Locale.ROOT));
      read(name, path).ifPresent(specs::add);
    }
    specs.sort(Comparator.comparing(SchemaSpec::name));
    return new Schemas(specs, found);
  }

  private Optional<SchemaSpec> read(String name, Path path) {
    String shown = LakeFile.nameOf(folder, path);
    Place place = Place.of(shown);
    Optional<SchemaFormat> format = SchemaFormat.find(path);
    if (format.isEmpty()) {
      problems.notBuiltYet(
          place, "`" + shown + "`", "write it as JSON Schema (.json) or Avro (.avsc)");
      return Optional.empty();
    }
    boolean named = names.check("contract", name, place);
    boolean taken = !names.take("the contract " + name, "`" + shown + "`", place);
    Optional<LakeFile> file = LakeFile.read(folder, path, problems);
    return named && !taken
        ? file.map(text -> new SchemaSpec(name, path, shown, format.get(), text.text(), place))
        : Optional.empty();
  }
}
