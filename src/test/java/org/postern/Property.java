package org.postern;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;

/**
 * Seeded random tests over lists of whatever. A failure names its seed and shows a list made as short as halving can make
 * it: pieces of a half, a quarter … one element are left out while the check still fails.
 */
public final class Property {
    /** Holds for a list, or throws. Called often, so it must begin anew each time. */
    public interface Check<T> {
        void on(List<T> list) throws Exception;
    }

    private Property() {}

    /** Checks the lists made from the seeds 1 to {@code seeds}. */
    public static <T> void holds(int seeds, Function<Random, List<T>> maker, Check<T> check) {
        for (long seed = 1; seed <= seeds; seed++) {
            holdsFor(seed, maker, check);
        }
    }

    /** Checks the list made from one seed. */
    public static <T> void holdsFor(long seed, Function<Random, List<T>> maker, Check<T> check) {
        List<T> all = maker.apply(new Random(seed));
        if (failure(all, check).isEmpty()) {
            return;
        }
        List<T> few = shrunk(all, check);
        Throwable cause = failure(few, check).orElseGet(() -> new AssertionError("fails only now and then"));
        throw new AssertionError(
                "seed " + seed + ", shrunk from " + all.size() + " to " + few.size() + ":\n" + lines(few) + cause,
                cause);
    }

    static <T> List<T> shrunk(List<T> failing, Check<T> check) {
        List<T> best = failing;
        for (int piece = Math.max(1, best.size() / 2); piece > 0; piece /= 2) {
            int at = 0;
            while (at < best.size()) {
                List<T> without = new ArrayList<>(best.subList(0, at));
                without.addAll(best.subList(Math.min(best.size(), at + piece), best.size()));
                if (failure(without, check).isPresent()) {
                    best = without;
                } else {
                    at += piece;
                }
            }
        }
        return best;
    }

    private static <T> Optional<Throwable> failure(List<T> list, Check<T> check) {
        try {
            check.on(list);
            return Optional.empty();
        } catch (Exception | AssertionError e) {
            return Optional.of(e);
        }
    }

    private static String lines(List<?> list) {
        StringBuilder out = new StringBuilder();
        list.forEach(one -> out.append("  ").append(one).append('\n'));
        return out.toString();
    }
}
