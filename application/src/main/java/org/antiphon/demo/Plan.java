package org.antiphon.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.antiphon.demo.Recipe.Bed;
import org.antiphon.demo.Recipe.Delivery;
import org.antiphon.demo.Recipe.Disguise;

/// What the pretend platforms will publish: drawn from the seed alone, so that the same seed plants
/// the same copies at the same offsets. More than two fifths are bystanders: music in no catalogue,
/// some of it by artists who are in it, some under a catalogue work's title.
final class Plan {
  /// One upload to be published.
  ///
  /// @param id the platform's own id
  /// @param title as shown; a bystander's may be that of a catalogue work
  /// @param copyOf the catalogue's recording that it holds; absent: a bystander
  /// @param claim whom it says it is by
  record Planned(
      String id,
      String platform,
      Instant publishedAt,
      String uploader,
      String title,
      Recipe recipe,
      Optional<String> copyOf,
      Claim claim) {
    boolean machineMade() {
      return recipe.model().isPresent();
    }
  }

  /// A sample that can be cut.
  ///
  /// @param recording its id in the catalogue; absent: a bystander
  /// @param file relative to `samples/`
  record Sample(
      Optional<String> recording, String file, String title, String artist, double seconds) {}

  /// Below this, only copies and bystanders are planted.
  private static final int SMALLEST_WITH_CLAIMS = 60;

  private static final List<String> PLATFORMS = List.of("warble", "chirrup", "murmur");
  private static final List<String> PEOPLE =
      List.of("nightjar", "plover", "siskin", "dunlin", "wryneck", "bunting", "twite", "avocet");
  private static final List<Delivery> DELIVERIES =
      List.of(
          new Delivery("mp3", 64),
          new Delivery("opus", 32),
          new Delivery("m4a", 96),
          new Delivery("mp3", 128),
          new Delivery("ogg", 96),
          new Delivery("flac", 0));

  /// One round of disguises; every round is used whole before the next begins.
  private static final List<Disguise> DISGUISES =
      List.of(
          Disguise.NONE,
          Disguise.speed(3),
          Disguise.speed(-3),
          Disguise.speed(5),
          Disguise.speed(-5),
          Disguise.tempo(4),
          Disguise.tempo(-4),
          Disguise.pitch(1),
          Disguise.pitch(-1),
          Disguise.NONE);

  private final RandomGenerator random;
  private final List<Sample> catalogue;
  private final List<Sample> bystanders;
  private final Instant now;
  private final List<Planned> planned = new ArrayList<>();

  private Plan(long seed, List<Sample> samples, Instant now) {
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    this.catalogue = samples.stream().filter(sample -> sample.recording().isPresent()).toList();
    this.bystanders = samples.stream().filter(sample -> sample.recording().isEmpty()).toList();
    this.now = now;
  }

  /// Draws the uploads.
  ///
  /// @param uploads how many; 11 of 20 hold a copy
  /// @param samples catalogue and bystanders, each not empty
  /// @param now when the last of them was published, at the latest
  static List<Planned> draw(long seed, int uploads, List<Sample> samples, Instant now) {
    var plan = new Plan(seed, samples, now);
    var special = uploads >= SMALLEST_WITH_CLAIMS;
    int plain = special ? uploads - Claims.COUNT : uploads;
    int copies = (int) Math.ceil(plain * 0.55);
    var disguises = plan.shuffledRounds(DISGUISES, copies);
    var sources = plan.shuffledRounds(plan.catalogue, copies);
    for (int i = 0; i < copies; i++) plan.copy(sources.get(i), disguises.get(i), i);
    var innocent = plan.shuffledRounds(plan.bystanders, plain - copies);
    for (int i = 0; i < innocent.size(); i++) plan.bystander(innocent.get(i), i);
    if (special) plan.claims();
    return List.copyOf(plan.planned);
  }

  /// Machine-made works, impersonations and innocent mentions.
  private void claims() {
    var works = shuffledRounds(catalogue, Claims.COPIES);
    for (int i = 0; i < Claims.COPIES; i++) {
      var work = works.get(i);
      var recipe = cut(work, 30, 40, Disguise.NONE, Optional.empty(), Optional.empty());
      var rendered = recipe.renderedBy(Claims.MODELS.get(i % 3), pick(Claims.DELIVERIES));
      publish(work.title(), Claim.none(person()), rendered, work.recording());
    }
    var sounds = shuffledRounds(bystanders, Claims.ALL.size());
    for (int i = 0; i < Claims.ALL.size(); i++) claim(Claims.ALL.get(i), sounds.get(i), i);
  }

  private void claim(Claims.Kind kind, Sample source, int number) {
    var recipe = cut(source, 30, 40, Disguise.NONE, Optional.empty(), Optional.empty());
    if (kind.machineMade())
      recipe = recipe.renderedBy(Claims.MODELS.get(number % 3), pick(Claims.DELIVERIES));
    if (kind.by().isEmpty()) recipe = recipe.commented(Claims.MARK);
    var title = kind.title().replace("%", source.title());
    publish(title, kind.by().orElseGet(() -> Claim.none(person())), recipe, Optional.empty());
  }

  private void copy(Sample source, Disguise disguise, int number) {
    var bed = number % 6 == 5 ? Optional.of(bed()) : Optional.<Bed>empty();
    var noise = number % 6 == 2 ? Optional.of(15.0) : Optional.<Double>empty();
    // Over other music the cut keeps its own speed: one thing is hidden at a time.
    var recipe = cut(source, 15, 40, bed.isPresent() ? Disguise.NONE : disguise, noise, bed);
    var title = random.nextInt(3) == 0 ? "untitled " + (100 + random.nextInt(900)) : source.title();
    add(title, random.nextBoolean() ? source.artist() : person(), recipe, source.recording());
  }

  private void bystander(Sample source, int number) {
    var disguise =
        number % 4 == 3 ? DISGUISES.get(random.nextInt(DISGUISES.size())) : Disguise.NONE;
    var recipe = cut(source, 20, 38, disguise, Optional.empty(), Optional.empty());
    // Every third bears the title of a catalogue work: a title alone accuses nobody.
    var title = number % 3 == 0 ? pick(catalogue).title() : source.title();
    add(title, source.artist(), recipe, Optional.empty());
  }

  private Recipe cut(
      Sample source,
      double least,
      double most,
      Disguise disguise,
      Optional<Double> noise,
      Optional<Bed> bed) {
    double seconds = least + random.nextDouble() * (most - least);
    seconds = Math.min(seconds, source.seconds() - 1);
    double from = random.nextDouble() * (source.seconds() - seconds - 0.5);
    return new Recipe(
        source.file(),
        from,
        seconds,
        disguise,
        pick(DELIVERIES),
        noise,
        bed,
        Optional.empty(),
        Optional.empty());
  }

  private Bed bed() {
    return new Bed(pick(bystanders).file(), 4 + random.nextDouble() * 6, -6);
  }

  private void add(String title, String artist, Recipe recipe, Optional<String> copyOf) {
    publish(title, Claim.none(artist), recipe, copyOf);
  }

  private void publish(String title, Claim claim, Recipe recipe, Optional<String> copyOf) {
    int number = planned.size();
    var platform = PLATFORMS.get(number % PLATFORMS.size());
    var id = "%s-%s".formatted(platform.charAt(0), Long.toString(random.nextLong(1L << 40), 36));
    var published = now.minus(Duration.ofMinutes(5 + random.nextInt(3 * 24 * 60)));
    planned.add(new Planned(id, platform, published, person(), title, recipe, copyOf, claim));
  }

  private String person() {
    return pick(PEOPLE) + random.nextInt(100);
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  private <T> List<T> shuffledRounds(List<T> of, int count) {
    var all = new ArrayList<T>();
    while (all.size() < count) {
      var round = new ArrayList<>(of);
      Collections.shuffle(round, new java.util.Random(random.nextLong()));
      all.addAll(round);
    }
    return all.subList(0, count);
  }
}
