package org.antiphon.server.web;

import java.util.List;
import org.antiphon.enforcement.basis.Basis;
import tools.jackson.databind.JsonNode;

/// Words of cases that rest neither on a copied recording nor on a name: a picture, a song, a mark,
/// a label.
public final class Beside {
  private Beside() {}

  /// Whether the case is one of these.
  public static boolean isAbout(JsonNode one) {
    return switch (basis(one)) {
      case COPIED_ARTWORK, COPIED_COMPOSITION, TRADEMARK, AI_LABEL -> true;
      case COPIED_RECORDING, LIKENESS, IMPERSONATION -> false;
    };
  }

  /// Whether it is about a picture, so that no two sounds are held against each other.
  public static boolean isOfPicture(JsonNode one) {
    return basis(one) == Basis.COPIED_ARTWORK;
  }

  /// Whether an exception of copyright must be considered.
  public static boolean isCopyright(JsonNode one) {
    return basis(one).isCopyright();
  }

  static String head(JsonNode one) {
    var upload = one.path("upload");
    String shown =
        "“%s” by “%s”"
            .formatted(upload.path("title").asString("?"), upload.path("uploader").asString("?"));
    return switch (basis(one)) {
      case AI_LABEL -> shown + ": two signs that a machine made its sound";
      case COPIED_COMPOSITION ->
          "%s performs the song in “%s”"
              .formatted(
                  shown, one.path("recordings").path(0).path("title").asString("a recording"));
      case TRADEMARK -> "%s uses a mark of %s".formatted(shown, Claimed.name(one));
      case COPIED_ARTWORK, COPIED_RECORDING, LIKENESS, IMPERSONATION ->
          "%s is shown with a picture like a cover by %s"
              .formatted(shown, alike(one).path("artist").asString("somebody"));
    };
  }

  static List<String> against(JsonNode one) {
    return switch (basis(one)) {
      case AI_LABEL ->
          List.of(
              "Human music that was delivered through a neural codec carries the same trace.",
              "A mark in a file can be written by anybody.");
      case COPIED_COMPOSITION ->
          List.of(
              "Nothing was measured: one person recognised it by ear.",
              "Another song may have the same chords, or the same beginning.",
              "Covers are licensed on most platforms: the platform's settings say what is known.");
      case TRADEMARK ->
          List.of(
              "A cover, a tribute or a review may name the mark's owner.",
              "Others may use the same words for other goods, or elsewhere.");
      case COPIED_ARTWORK, COPIED_RECORDING, LIKENESS, IMPERSONATION ->
          List.of(
              "A shop, a list or a review may show the cover rightly.",
              "Two covers in one style may look alike when they are small: compare both.");
    };
  }

  /// What it is not proof of.
  public static List<String> notProven(JsonNode one) {
    return switch (basis(one)) {
      case AI_LABEL ->
          List.of(
              "That no human made it, or that anything is wrong with it: a label is all that follows.");
      case COPIED_COMPOSITION ->
          List.of(
              "That the use is not licensed: only what was entered is known.",
              "Anything about the recording: whoever performs a song anew copies none.");
      case TRADEMARK ->
          List.of(
              "That anybody was misled: two people look at how the mark is used.",
              "That the mark is still registered: the roster knows what was entered.");
      case COPIED_ARTWORK, COPIED_RECORDING, LIKENESS, IMPERSONATION ->
          List.of(
              "That the picture is not licensed: the allow-list knows only what was told to it.",
              "Anything about the sound: a picture alike is a case about the picture alone.");
    };
  }

  /// The catalogue's cover that the upload's picture is; missing where it is none.
  public static JsonNode alike(JsonNode one) {
    return one.path("assessment").path("document").path("artwork").path("alike");
  }

  private static Basis basis(JsonNode one) {
    return Basis.valueOf(one.path("basis").asString());
  }
}
