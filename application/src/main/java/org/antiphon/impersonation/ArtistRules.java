package org.antiphon.impersonation;

import static org.antiphon.impersonation.IdentityFinding.Strength.ENDS;
import static org.antiphon.impersonation.IdentityFinding.Strength.MEDIUM;
import static org.antiphon.impersonation.IdentityFinding.Strength.SHOWN;
import static org.antiphon.impersonation.IdentityFinding.Strength.STRONG;
import static org.antiphon.impersonation.IdentityFinding.Strength.SUPPORTS;
import static org.antiphon.impersonation.IdentityFinding.Strength.WEAK;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.antiphon.catalogue.RosterArtist;
import org.antiphon.impersonation.Evidence.Answer;
import org.antiphon.impersonation.IdentityFinding.Code;
import org.antiphon.impersonation.IdentityFinding.Strength;

/// What follows for one artist of the roster from where the credits touch them. Whoever may use the
/// name ends it (AUTHORISED, NAMESAKE); then each finding of its own; a name claimed elsewhere is
/// of medium strength, and strong once anything else speaks against it.
final class ArtistRules {
  /// Days on either side of a release within which an upload looks timed.
  private static final int TIMED_DAYS = 21;

  /// A voice is compared with no fewer enrolled recordings.
  private static final int LEAST_ENROLLED = 3;

  private final RosterArtist artist;
  private final ShownCredits credits;
  private final Evidence evidence;
  private final Touch touch;
  private final List<IdentityFinding> findings = new ArrayList<>();

  ArtistRules(RosterArtist artist, ShownCredits credits, Evidence evidence, Touch touch) {
    this.artist = artist;
    this.credits = credits;
    this.evidence = evidence;
    this.touch = touch;
  }

  Identity judge() {
    boolean namesake = withoutNamesakes();
    var claims = claims();
    var disguised = disguised();
    boolean accuses =
        !claims.isEmpty()
            || !disguised.isEmpty()
            || !touch.profiles.isEmpty()
            || touch.identifier
            || touch.artwork
            || has(TitleReader.Meaning.SYNTHETIC)
            || has(TitleReader.Meaning.CLAIM)
            || namedAs(ArtistReader.Meaning.SYNTHETIC);
    if (namesake && claims.isEmpty() && touch.profiles.isEmpty()) {
      find(Code.NAMESAKE, ENDS, "another artist rightly bears this name: " + shownNames());
      return concluded();
    }
    if (accuses) {
      var permitted = permitted();
      if (permitted.isPresent()) {
        find(Code.AUTHORISED, ENDS, permitted.get());
        return concluded();
      }
      onProfile();
      borrowed();
      if (touch.artwork) find(Code.BORROWED_ARTWORK, MEDIUM, "the picture is a cover of theirs");
      lookalike(claims);
      lookalike(disguised);
      strangelyMarked(disguised);
      title(claims);
      if (!findings.isEmpty() || !claims.isEmpty()) supports();
      name(claims);
    }
    if (findings.isEmpty()) reference();
    return concluded();
  }

  /// Drops what the artist's known namesakes show.
  ///
  /// @return whether there was any
  private boolean withoutNamesakes() {
    String before = shownNames();
    touch.named.removeIf(named -> isNamesake(named.shown()));
    return !before.equals(shownNames()) || credits.artists().stream().anyMatch(this::isNamesake);
  }

  private boolean isNamesake(ShownCredits.Artist shown) {
    return shown
        .id()
        .filter(id -> Ownership.has(artist.namesakes(), id, credits.platform()))
        .isPresent();
  }

  private String shownNames() {
    return String.join(
        ", ", credits.artists().stream().map(shown -> "“" + shown.name() + "”").toList());
  }

  /// Names in the artist field that claim, elsewhere than on the artist's profile. A common name
  /// claims only beside something else that is the artist's.
  private List<Touch.Named> claims() {
    return named()
        .filter(named -> !named.name().common() || touch.identifier || touch.artwork)
        .toList();
  }

  /// Common names in disguise: a sign to look at, and no claim, since many are called so.
  private List<Touch.Named> disguised() {
    return named()
        .filter(named -> named.name().common() && !touch.identifier && !touch.artwork)
        .filter(
            named -> named.claim().hit().kind() == Hit.Kind.DISGUISED || isStrangelyMarked(named))
        .toList();
  }

  /// The name itself, under marks that no alphabet sets on its letters: a sign to look at.
  private static boolean isStrangelyMarked(Touch.Named named) {
    return named.claim().hit().kind() == Hit.Kind.EXACT
        && Folding.bearsStrangeMarks(named.claim().shown(), named.name().written());
  }

  private Stream<Touch.Named> named() {
    return touch.named.stream()
        .filter(named -> named.claim().meaning() == ArtistReader.Meaning.CLAIM)
        .filter(named -> !touch.profiles.contains(named.shown()));
  }

  private boolean namedAs(ArtistReader.Meaning meaning) {
    return touch.named.stream()
        .anyMatch(named -> named.claim().meaning() == meaning && !named.name().common());
  }

  private boolean has(TitleReader.Meaning meaning) {
    return touch.mentioned.stream().anyMatch(it -> it.mention().meaning() == meaning);
  }

  private Optional<String> permitted() {
    var by = Ownership.authorised(artist, credits.delivery(), credits.platform());
    if (by.isPresent()) return by.map(who -> who + " is authorised for " + artist.name());
    if (evidence.recordingOfIsrc() != Answer.YES) return Optional.empty();
    return Ownership.identifier(artist, credits.delivery())
        .map(code -> code + " is theirs, and the sound is that recording");
  }

  private void onProfile() {
    if (touch.profiles.isEmpty()) return;
    if (Ownership.identifier(artist, credits.delivery()).isPresent()) return;
    String id = touch.profiles.getFirst().id().orElse("");
    if (artist.deliveries().isEmpty())
      find(
          Code.ON_PROFILE_UNDELIVERED,
          MEDIUM,
          "it stands on their profile " + id + "; the roster does not say how their music comes");
    else
      find(
          Code.ON_PROFILE_UNDELIVERED,
          STRONG,
          "it stands on their profile %s, and %s is authorised by the roster"
              .formatted(id, delivered()));
  }

  private String delivered() {
    var by = new ArrayList<String>();
    var delivery = credits.delivery();
    delivery.distributor().ifPresent(it -> by.add("distributor “" + it + "”"));
    delivery.labelLine().ifPresent(it -> by.add("label line “" + it + "”"));
    delivery.isrc().ifPresent(it -> by.add("ISRC " + it));
    delivery.upc().ifPresent(it -> by.add("UPC " + it));
    // not by name or id: findings are read by people who may not see who uploaded (R28)
    if (!delivery.uploaders().isEmpty()) by.add("the account that uploaded it");
    return by.isEmpty() ? "nothing by which it was delivered" : "none of " + String.join(", ", by);
  }

  private void borrowed() {
    if (!touch.identifier || evidence.recordingOfIsrc() != Answer.NO) return;
    Ownership.identifier(artist, credits.delivery())
        .ifPresent(code ->
            find(
                Code.BORROWED_IDENTIFIER,
                STRONG,
                code + " belongs to them, and the sound is not that recording"));
  }

  private void lookalike(List<Touch.Named> claims) {
    claims.stream()
        .filter(named -> named.claim().hit().kind() != Hit.Kind.EXACT)
        .findFirst()
        .ifPresent(named ->
            find(
                Code.LOOKALIKE_NAME,
                MEDIUM,
                "artist “%s” is not “%s”: %s"
                    .formatted(
                        named.claim().shown(),
                        named.name().written(),
                        named.claim().hit().disguise())));
  }

  private void strangelyMarked(List<Touch.Named> disguised) {
    if (disguised.isEmpty() || !disguised.stream().allMatch(ArtistRules::isStrangelyMarked)) return;
    var named = disguised.getFirst();
    find(
        Code.LOOKALIKE_NAME,
        MEDIUM,
        "artist “%s” is “%s” under marks that no alphabet sets on its letters"
            .formatted(named.claim().shown(), named.name().written()));
  }

  /// What the strongest mention says. A claim in the title adds nothing to one in the artist field.
  private void title(List<Touch.Named> claims) {
    if (namedAs(ArtistReader.Meaning.SYNTHETIC)) {
      find(
          Code.SYNTHETIC_CLAIM,
          MEDIUM,
          "the artist field says that a machine uses the name: " + shownNames());
      return;
    }
    var synthetic = first(TitleReader.Meaning.SYNTHETIC);
    if (synthetic.isPresent()) {
      find(Code.SYNTHETIC_CLAIM, MEDIUM, quoted(synthetic.get()));
      return;
    }
    var claim = first(TitleReader.Meaning.CLAIM);
    if (claim.isEmpty() || !claims.isEmpty() || !touch.profiles.isEmpty()) return;
    find(
        Code.CLAIMS_NAME_IN_TITLE, evidence.saysMachineMade() ? MEDIUM : WEAK, quoted(claim.get()));
    if (claim.get().mention().hit().kind() == Hit.Kind.DISGUISED)
      find(
          Code.LOOKALIKE_NAME,
          MEDIUM,
          "“%s” in the %s: %s"
              .formatted(
                  claim.get().mention().name(),
                  claim.get().field(),
                  claim.get().mention().hit().disguise()));
  }

  private Optional<Touch.Mentioned> first(TitleReader.Meaning meaning) {
    return touch.mentioned.stream().filter(it -> it.mention().meaning() == meaning).findFirst();
  }

  private static String quoted(Touch.Mentioned mentioned) {
    var mention = mentioned.mention();
    return mention.quoted().isEmpty()
        ? "%s “%s” names “%s”".formatted(mentioned.field(), mentioned.text(), mention.name())
        : "%s “%s”: “%s” beside “%s”"
            .formatted(mentioned.field(), mentioned.text(), mention.quoted(), mention.name());
  }

  private void supports() {
    credits
        .delivery()
        .released()
        .ifPresent(day ->
            artist.deliveries().releases().stream()
                .flatMap(it -> it.on().stream())
                .filter(on -> Math.abs(ChronoUnit.DAYS.between(on, day)) <= TIMED_DAYS)
                .findFirst()
                .ifPresent(on ->
                    find(
                        Code.TIMED_WITH_RELEASE,
                        SUPPORTS,
                        "%s is within %d days of their release on %s"
                            .formatted(day, TIMED_DAYS, on))));
    evidence.generatorMark().ifPresent(says -> find(Code.GENERATOR_MARK, SUPPORTS, says));
    evidence
        .voice()
        .filter(voice -> voice.artist().equals(artist.name()))
        .filter(voice -> voice.consent() && voice.recordings() >= LEAST_ENROLLED)
        .ifPresent(voice ->
            find(
                Code.SIMILAR_VOICE,
                SUPPORTS,
                "the singer is like theirs (%.2f over %d recordings)"
                    .formatted(voice.similarity(), voice.recordings())));
  }

  /// The claim of the name itself, weighed by what else was found. One letter off is no claim of
  /// the name by itself: honest names are that close.
  private void name(List<Touch.Named> claims) {
    boolean more =
        evidence.saysMachineMade()
            || findings.stream()
                .anyMatch(
                    found -> found.code() != Code.TIMED_WITH_RELEASE && !isNearOnly(found, claims));
    claims.stream()
        .filter(named -> named.claim().hit().kind() != Hit.Kind.NEAR || more)
        .findFirst()
        .ifPresent(named ->
            find(
                Code.CLAIMS_NAME,
                more ? STRONG : MEDIUM,
                "artist “%s” %s%s"
                    .formatted(
                        named.claim().shown(),
                        named
                            .shown()
                            .id()
                            .map(id -> "on profile " + id + ", which is not theirs")
                            .orElse("on a profile that nobody tells"),
                        evidence.saysMachineMade() ? "; the sound is machine-made" : "")));
  }

  private static boolean isNearOnly(IdentityFinding found, List<Touch.Named> claims) {
    return found.code() == Code.LOOKALIKE_NAME
        && claims.stream().noneMatch(it -> it.claim().hit().kind() == Hit.Kind.DISGUISED);
  }

  private void reference() {
    var mention = first(TitleReader.Meaning.REFERENCE).or(() -> first(TitleReader.Meaning.BARE));
    mention.ifPresent(it -> find(Code.REFERENCE, SHOWN, quoted(it)));
    if (mention.isEmpty() && namedAs(ArtistReader.Meaning.REFERENCE))
      find(Code.REFERENCE, SHOWN, "the artist field speaks of them: " + shownNames());
  }

  private void find(Code code, Strength strength, String evidence) {
    findings.add(new IdentityFinding(code, strength, artist.name(), evidence));
  }

  private Identity concluded() {
    long strong = findings.stream().filter(it -> it.strength() == STRONG).count();
    long medium = findings.stream().filter(it -> it.strength() == MEDIUM).count();
    var conclusion =
        strong > 0 || medium > 1
            ? Identity.Conclusion.IMPERSONATION
            : medium == 1 ? Identity.Conclusion.POSSIBLE : Identity.Conclusion.NONE;
    findings.sort(
        Comparator.comparing(IdentityFinding::strength).thenComparing(IdentityFinding::code));
    return new Identity(conclusion, findings);
  }
}
