package org.antiphon.examination;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Supplier;
import org.antiphon.audio.PictureReader;
import org.antiphon.blobs.BlobId;
import org.antiphon.blobs.Blobs;
import org.antiphon.catalogue.Catalogue;
import org.antiphon.catalogue.CoverHeld;
import org.antiphon.impersonation.CoverPrint;
import org.antiphon.impersonation.Covers;
import org.antiphon.problem.Unreadable;

/// The covers of the catalogue as prints, followed when they change. A picture is decoded once for
/// each recipe; its print is kept. Thread-safe; costs one small query a time it is asked.
public final class CoverKeeper implements Supplier<Covers> {
  private final Catalogue catalogue;
  private final Blobs blobs;
  private final PictureReader pictures;
  private volatile Held held = new Held("", Covers.NONE);

  private record Held(String version, Covers covers) {}

  /// Follows this catalogue.
  public CoverKeeper(Catalogue catalogue, Blobs blobs, PictureReader pictures) {
    this.catalogue = catalogue;
    this.blobs = blobs;
    this.pictures = pictures;
  }

  @Override
  public Covers get() {
    String version = catalogue.coversVersion();
    if (!held.version().equals(version)) follow(version);
    return held.covers();
  }

  private synchronized void follow(String version) {
    if (held.version().equals(version)) return;
    var covers = new ArrayList<Covers.Cover>();
    for (var each : catalogue.covers())
      print(each)
          .ifPresent(print ->
              covers.add(new Covers.Cover(each.recording(), each.artist(), each.picture(), print)));
    held = new Held(version, new Covers(covers));
  }

  private Optional<CoverPrint> print(CoverHeld cover) {
    if (cover.recipe().equals(Optional.of(CoverPrint.RECIPE)))
      return cover.print().map(CoverPrint::from);
    try (var in = blobs.open(new BlobId(cover.picture()))) {
      var pixels = pictures.decode(in.readAllBytes(), "cover of " + cover.recording());
      var print = CoverPrint.of(pixels.width(), pixels.height(), pixels.rgb());
      catalogue.looked(cover, CoverPrint.RECIPE, print.map(CoverPrint::toBytes), Optional.empty());
      return print;
    } catch (Unreadable fault) {
      catalogue.looked(cover, CoverPrint.RECIPE, Optional.empty(), Optional.of(fault.what()));
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
