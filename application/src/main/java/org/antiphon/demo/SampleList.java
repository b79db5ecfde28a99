package org.antiphon.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.antiphon.demo.Plan.Sample;
import tools.jackson.databind.MappingIterator;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvSchema;

/// Reads `samples/catalogue.csv` and `samples/bystanders.csv`.
final class SampleList {
  private static final CsvMapper CSV = new CsvMapper();

  private SampleList() {}

  /// @param samples the folder
  /// @param length seconds of a file, measured
  static List<Sample> read(Path samples, java.util.function.ToDoubleFunction<Path> length) {
    var all = new ArrayList<Sample>();
    for (var row : rows(samples.resolve("catalogue.csv")))
      all.add(sample(row, Optional.of(value(row, "id")), samples, length));
    for (var row : rows(samples.resolve("bystanders.csv")))
      all.add(sample(row, Optional.empty(), samples, length));
    return List.copyOf(all);
  }

  private static Sample sample(
      Map<String, String> row,
      Optional<String> recording,
      Path samples,
      java.util.function.ToDoubleFunction<Path> length) {
    var file = value(row, "file");
    double seconds = length.applyAsDouble(samples.resolve(file));
    return new Sample(recording, file, value(row, "title"), value(row, "artist"), seconds);
  }

  private static String value(Map<String, String> row, String column) {
    var value = row.get(column);
    if (value == null) throw new IllegalStateException("samples: no column " + column);
    return value;
  }

  private static List<Map<String, String>> rows(Path file) {
    try (var reader = Files.newBufferedReader(file);
        MappingIterator<Map<String, String>> rows =
            CSV.readerForMapOf(String.class)
                .with(CsvSchema.emptySchema().withHeader())
                .readValues(reader)) {
      return rows.readAll();
    } catch (IOException e) {
      throw new UncheckedIOException("samples are part of the checkout", e);
    }
  }
}
