package org.antiphon.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.antiphon.catalogue.Catalogue;
import org.antiphon.catalogue.Filter;
import org.antiphon.catalogue.Isrc;
import org.antiphon.catalogue.Recording;
import org.antiphon.catalogue.RecordingId;
import org.antiphon.examination.Reasons;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `catalogue list`.
@Command(
    name = "list",
    description = "Lists recordings.",
    footer = {"", "Example: ./antiphon catalogue list --without-mandate"})
final class CatalogueList implements Callable<Integer> {
  private static final int PAGE = 500;
  private final Kit kit;

  @Mixin private final CommonOptions options = new CommonOptions();
  @Mixin private final CatalogueFilter filter = new CatalogueFilter();

  CatalogueList(Kit kit) {
    this.kit = kit;
  }

  @Override
  public Integer call() {
    var console = kit.console(options);
    try (CatalogueDesk desk = kit.workshop().catalogue(kit.settings(options))) {
      boolean any =
          each(desk.catalogue(), filter.filter(), console, recording -> print(console, recording));
      if (!any) console.note("no recording; `./antiphon catalogue add …` adds some");
    }
    return ExitCode.DONE;
  }

  /// Hands over every recording that the filter chooses, until the reader has gone.
  ///
  /// @return whether there was any
  static boolean each(
      Catalogue catalogue, Filter filter, Console console, Consumer<Recording> take) {
    Optional<RecordingId> after = Optional.empty();
    List<Recording> page;
    do {
      page = catalogue.page(filter, after, PAGE);
      page.forEach(take);
      if (!page.isEmpty()) after = Optional.of(page.getLast().id());
    } while (page.size() == PAGE && !console.closed());
    return after.isPresent();
  }

  private static void print(Console console, Recording recording) {
    if (console.json()) console.json(RecordingJson.of(recording));
    else
      console.say(
          "%-16s %-12s %7s  %s%s"
              .formatted(
                  recording.id(),
                  recording.isrc().map(Isrc::code).orElse("-"),
                  recording.seconds() == 0 ? "-" : Reasons.clock(recording.seconds()),
                  recording.title(),
                  recording.artist().isEmpty() ? "" : " · " + recording.artist()));
  }
}
