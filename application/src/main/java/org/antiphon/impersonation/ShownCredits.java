package org.antiphon.impersonation;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// Credits as an upload shows them, untouched.
///
/// @param platform where it is shown; empty: nobody said, ids are compared without it
/// @param artists in the artist field, in its order
/// @param version beside the title, such as `Karaoke Version`; empty text: none
/// @param delivery by what it came
public record ShownCredits(
    Optional<String> platform,
    List<Artist> artists,
    String title,
    String version,
    String album,
    Delivery delivery) {
  public ShownCredits {
    artists = List.copyOf(artists);
  }

  /// One name in the artist field.
  ///
  /// @param id of the profile that it leads to; empty: none is said
  public record Artist(Role role, String name, Optional<String> id) {
    /// Reads `role:Name@id`; role and id may be missing.
    public static Artist parse(String text) {
      var role = Role.MAIN;
      String rest = text.strip();
      int colon = rest.indexOf(':');
      if (colon > 0) {
        var said = Role.of(rest.substring(0, colon));
        if (said.isPresent()) {
          role = said.get();
          rest = rest.substring(colon + 1).strip();
        }
      }
      int at = rest.lastIndexOf('@');
      if (at < 0) return new Artist(role, rest, Optional.empty());
      String id = rest.substring(at + 1).strip();
      return new Artist(
          role, rest.substring(0, at).strip(), id.isEmpty() ? Optional.empty() : Optional.of(id));
    }
  }

  /// As what somebody is named. Only performers claim to be heard.
  public enum Role {
    MAIN,
    FEATURED,
    OTHER;

    static Optional<Role> of(String word) {
      return switch (word.strip().toLowerCase(java.util.Locale.ROOT)) {
        case "main", "primary", "artist" -> Optional.of(MAIN);
        case "feat", "ft", "featured", "featuring", "with" -> Optional.of(FEATURED);
        case "remixer", "producer", "composer", "writer", "other" -> Optional.of(OTHER);
        default -> Optional.empty();
      };
    }

    /// Reads a platform's word; one that is not known claims like a main artist's.
    public static Role read(String word) {
      return of(word).orElse(MAIN);
    }
  }

  /// By what an upload says it came; each empty where it is not said.
  ///
  /// @param uploaders id and name of the account
  public record Delivery(
      Optional<String> labelLine,
      Optional<String> isrc,
      Optional<String> upc,
      Optional<String> distributor,
      List<String> uploaders,
      Optional<LocalDate> released) {
    /// Nothing is said.
    public static final Delivery UNSAID =
        new Delivery(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty());

    public Delivery {
      uploaders = List.copyOf(uploaders);
    }
  }
}
