package org.antiphon.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.antiphon.catalogue.CatalogueCsv;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `catalogue export`.
@Command(
    name = "export",
    description = "Writes the catalogue as the CSV that `catalogue add` reads.",
    footer = {"", "Example: ./antiphon catalogue export --out catalogue.csv"})
final class CatalogueExport implements Callable<Integer> {
  private final Kit kit;

  @Mixin private final CommonOptions options = new CommonOptions();
  @Mixin private final CatalogueFilter filter = new CatalogueFilter();

  @Option(names = "--out", paramLabel = "FILE", description = "A file (default: stdout).")
  private @Nullable Path file;

  CatalogueExport(Kit kit) {
    this.kit = kit;
  }

  @Override
  public Integer call() throws IOException {
    var console = kit.console(options);
    try (CatalogueDesk desk = kit.workshop().catalogue(kit.settings(options));
        var csv = new CatalogueCsv(desk.catalogue(), out())) {
      CatalogueList.each(desk.catalogue(), filter.filter(), console, csv::write);
    }
    return ExitCode.DONE;
  }

  private OutputStream out() throws IOException {
    return file == null ? kit.surroundings().out() : Files.newOutputStream(file);
  }
}
