package dev.foz.contract;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Edits JSON records; see {@link RecordEditor}. */
final class JsonEditing implements RecordEditor.Editing {

  @Override
  public Optional<String> find(byte[] payload, FieldPath path) {
    Place place = new Search(payload).find(path);
    return place.isMissing()
        ? Optional.empty()
        : RecordEditor.textOf(payload, place.from(), place.to());
  }

  @Override
  public byte[] set(byte[] payload, FieldPath path, String json) {
    Place place = new Search(payload).find(path);
    Output out = new Output(payload.length + json.length() + 16);
    out.add(payload, 0, place.from());
    if (place.isMissing()) {
      byte[] key = place.missing().getBytes(StandardCharsets.UTF_8);
      if (place.follows()) {
        out.add(',');
      }
      out.quote(key, 0, key.length);
      out.add(':');
    }
    out.add(json.getBytes(StandardCharsets.UTF_8));
    out.add(payload, place.to(), payload.length);
    return out.toBytes();
  }

  /**
   * Where a value stands.
   *
   * @param missing the key that the object lacks, to be added at {@code from}; empty where the
   *     value is there
   * @param follows whether the object has other fields before that place
   */
  private record Place(int from, int to, String missing, boolean follows) {
    boolean isMissing() {
      return !missing.isEmpty();
    }
  }

  /** One search from the top. */
  private static final class Search {
    private final JsonSkipper in;

    Search(byte[] payload) {
      in = new JsonSkipper(payload);
    }

    Place find(FieldPath path) {
      for (int step = 0; step < path.steps().size(); step++) {
        boolean last = step == path.steps().size() - 1;
        switch (path.steps().get(step)) {
          case FieldPath.Step.Key(String name) -> {
            Optional<Place> missing = enterField(name, last);
            if (missing.isPresent()) {
              return missing.get();
            }
          }
          case FieldPath.Step.Index(int number) -> enterElement(number);
        }
      }
      int from = in.start();
      in.skip();
      return new Place(from, in.at(), "", false);
    }

    /** Moves to the value of a field; tells where it would stand if it is the last and missing. */
    private Optional<Place> enterField(String name, boolean last) {
      in.open('{', "is no object where `" + name + "` should be");
      boolean follows = false;
      while (!in.closes('}', follows)) {
        if (in.key().equals(name)) {
          return Optional.empty();
        }
        in.skip();
        follows = true;
      }
      if (!last) {
        throw RecordError.malformed("has no `" + name + "`", in.at());
      }
      return Optional.of(new Place(in.at(), in.at(), name, follows));
    }

    private void enterElement(int number) {
      in.open('[', "is no list where element " + number + " should be");
      for (int index = 0; !in.closes(']', index > 0); index++) {
        if (index == number) {
          return;
        }
        in.skip();
      }
      throw RecordError.malformed("has no element " + number, in.at());
    }
  }
}
