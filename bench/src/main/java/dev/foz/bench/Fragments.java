package dev.foz.bench;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Pieces of records, ready as bytes. Their counts are powers of two, so that bits choose them. */
final class Fragments {
  private static final int KINDS = 1024;
  private static final List<String> GIVEN =
      List.of(
          "Ana",
          "João",
          "Márcia",
          "Sebastião",
          "Inês",
          "Vinícius",
          "Débora",
          "Luís",
          "Cecília",
          "Rafael",
          "Tatiana",
          "Otávio",
          "Yara",
          "Bruno",
          "Conceição",
          "Davi");
  private static final List<String> FAMILY =
      List.of(
          "Araújo",
          "Brandão",
          "Corrêa",
          "Gonçalves",
          "Guimarães",
          "Lima",
          "Magalhães",
          "Moraes",
          "Nascimento",
          "Oliveira",
          "Pereira",
          "Ribeiro",
          "Silva",
          "Souza",
          "Teixeira",
          "Uchôa");
  private static final List<String> STREETS =
      List.of("Rua das Acácias", "Avenida São João", "Travessa do Açude", "Praça da Sé");
  private static final List<String> CITIES =
      List.of(
          "São Paulo\",\"state\":\"SP",
          "Niterói\",\"state\":\"RJ",
          "Uberlândia\",\"state\":\"MG",
          "Curitiba\",\"state\":\"PR",
          "Recife\",\"state\":\"PE",
          "Belém\",\"state\":\"PA",
          "Goiânia\",\"state\":\"GO",
          "Salvador\",\"state\":\"BA");
  private static final List<String> WORDS =
      List.of(
          "entregar",
          "após",
          "as",
          "18h",
          "na",
          "portaria",
          "cliente",
          "pediu",
          "embalagem",
          "para",
          "presente",
          "\\\"frágil\\\"",
          "não",
          "dobrar",
          "tel.\\t",
          "ramal",
          "endereço",
          "próximo",
          "à",
          "praça",
          "aten\\u00e7\\u00e3o:",
          "cão",
          "bravo",
          "obs:\\n",
          "C:\\\\notas",
          "retirar",
          "no",
          "balcão",
          "café",
          "urgente",
          "🚚",
          "sem",
          "troco",
          "nota",
          "anexa");

  final byte[][] customers = new byte[KINDS][];
  final byte[][] addresses = new byte[KINDS][];
  final byte[][] notes = new byte[KINDS][];
  final byte[][] days = new byte[512][];
  final byte[][] statuses = {
    ascii("pending"),
    ascii("paid"),
    ascii("paid"),
    ascii("shipped"),
    ascii("shipped"),
    ascii("delivered"),
    ascii("delivered"),
    ascii("cancelled")
  };

  Fragments(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < KINDS; i++) {
      String given = one(random, GIVEN);
      String family = one(random, FAMILY);
      String account = plain(given) + "." + plain(family);
      customers[i] = utf8(given + " " + family + "\",\"email\":\"" + account);
      addresses[i] = utf8(one(random, CITIES) + "\",\"street\":\"" + one(random, STREETS) + ", ");
      notes[i] = utf8(note(random));
    }
    LocalDate first = LocalDate.of(2025, 1, 1);
    for (int i = 0; i < days.length; i++) {
      days[i] = ascii(first.plusDays(i) + "T");
    }
  }

  private static String note(SplittableRandom random) {
    StringBuilder note = new StringBuilder();
    int words = random.nextInt(8, 20);
    for (int i = 0; i < words; i++) {
      note.append(i == 0 ? "" : " ").append(one(random, WORDS));
    }
    return note.toString();
  }

  private static String plain(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFD)
        .replaceAll("\\p{M}", "")
        .toLowerCase(Locale.ROOT);
  }

  private static <T> T one(SplittableRandom random, List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
