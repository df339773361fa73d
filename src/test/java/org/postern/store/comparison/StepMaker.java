package org.postern.store.comparison;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.postern.store.FlagChange;
import org.postern.store.Flags;
import org.postern.store.MailboxEntry.Subscription;
import org.postern.store.SpecialUse;
import org.postern.store.SystemFlag;

/** Makes steps that meet each other often: few names, few keywords, many messages, of which half are small. */
final class StepMaker {
    private static final List<String> NAMES = List.of(
            "INBOX", "INBOX", "A", "A", "B", "A/A", "A/B", "A/B/A", "B/A", "INBOX/A", "Sent", "Junk", "x.y", "\u00fc");
    private static final List<String> KEYWORDS = List.of("k1", "K1", "k2", "$Forwarded", "$forwarded", "$Junk");

    /** Octets: a text that tells its size has room. */
    private static final int SMALLEST = 40;

    private static final int MOST_AT_ONCE = 4;

    private final Random random;
    private final int small;
    private int size = SMALLEST;

    StepMaker(Random random, int small) {
        this.random = random;
        this.small = small;
    }

    /** The largest that a small message can be among so many steps, in octets; every message has a size of its own. */
    static int small(int count) {
        return SMALLEST + MOST_AT_ONCE * count;
    }

    /** A list of steps; the first ones make sure there is something to work on. */
    static List<Step> steps(Random random, int count) {
        StepMaker maker = new StepMaker(random, small(count));
        List<Step> steps = new ArrayList<>();
        steps.add(new Step.Create(0, "A", Optional.empty()));
        steps.add(new Step.Create(0, "A/B", Optional.empty()));
        while (steps.size() < count) {
            steps.add(maker.step());
        }
        return steps;
    }

    private Step step() {
        return switch (random.nextInt(25)) {
            case 0, 1, 2, 3, 4 -> append();
            case 5, 6, 7, 8 -> new Step.Flag(ref(), pick(), change(), maybe(10));
            case 9, 10 -> new Step.Expunge(ref(), pick());
            case 11, 12 -> new Step.Copy(ref(), pick(), ref());
            case 13, 14 -> new Step.Move(ref(), pick(), ref());
            case 15 -> new Step.Create(user(), name(), use());
            case 16 ->
                random.nextInt(3) == 0
                        ? new Step.Delete(user(), name())
                        : new Step.Create(user(), name(), Optional.empty());
            case 17 -> new Step.Rename(user(), name(), name());
            case 18 -> new Step.Subscribe(user(), name(), one(List.of(Subscription.values())));
            case 19 -> random.nextBoolean() ? new Step.ClaimRecent(ref()) : new Step.Hold(user(), name());
            case 20 -> random.nextInt(4) == 0 ? new Step.Restart() : new Step.Remember(ref());
            case 21 -> new Step.Since(random.nextInt(10));
            case 22 -> new Step.Read(ref(), pick());
            case 23 -> random.nextBoolean() ? new Step.Read(ref(), pick()) : new Step.Listing(ref(), pick());
            default -> new Step.Harm(random.nextLong());
        };
    }

    private Step append() {
        List<Integer> sizes = new ArrayList<>();
        for (int i = random.nextInt(MOST_AT_ONCE); i >= 0; i--) {
            sizes.add(random.nextBoolean() ? size : small + size);
            size++;
        }
        return new Step.Append(ref(), sizes, flags(), Instant.ofEpochSecond(random.nextInt(Integer.MAX_VALUE)));
    }

    private FlagChange change() {
        return new FlagChange(one(List.of(FlagChange.Kind.values())), flags());
    }

    private Flags flags() {
        Set<SystemFlag> system = EnumSet.noneOf(SystemFlag.class);
        for (SystemFlag flag : SystemFlag.values()) {
            if (random.nextInt(3) == 0) {
                system.add(flag);
            }
        }
        return Flags.of(system, random.nextBoolean() ? List.of() : List.of(one(KEYWORDS), one(KEYWORDS)));
    }

    private Optional<SpecialUse> use() {
        return random.nextBoolean() ? Optional.empty() : Optional.of(one(List.of(SpecialUse.values())));
    }

    private Step.Ref ref() {
        return new Step.Ref(user(), name(), maybe(5));
    }

    private Step.Pick pick() {
        List<Integer> rows = random.ints(random.nextInt(6), 0, 30).boxed().toList();
        return new Step.Pick(rows, maybe(5));
    }

    /** A number now and then. */
    private Optional<Integer> maybe(int bound) {
        return random.nextInt(4) == 0 ? Optional.of(random.nextInt(bound)) : Optional.empty();
    }

    private int user() {
        return random.nextInt(6) == 0 ? 1 : 0;
    }

    private String name() {
        return one(NAMES);
    }

    private <T> T one(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
