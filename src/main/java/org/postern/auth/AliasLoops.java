package org.postern.auth;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds aliases by which others come back to themselves, each alias and each target looked at once. An alias that names itself
 * is none: it means the user of that name.
 */
final class AliasLoops {
    private final Map<String, List<String>> targets;
    private final Set<String> done = new HashSet<>();
    private final Set<String> onTheWay = new HashSet<>();
    private final Deque<Step> way = new ArrayDeque<>();
    private final List<String> loops = new ArrayList<>();

    private record Step(String alias, Iterator<String> targets) {}

    private AliasLoops(Map<String, List<String>> targets) {
        this.targets = targets;
    }

    /** The aliases that close a loop, in the order in which they are found. */
    static List<String> in(Map<String, List<String>> targets) {
        AliasLoops loops = new AliasLoops(targets);
        targets.keySet().forEach(loops::from);
        return loops.loops;
    }

    private void from(String start) {
        enter(start);
        while (!way.isEmpty()) {
            Step step = way.element();
            if (!step.targets().hasNext()) {
                way.remove();
                onTheWay.remove(step.alias());
                continue;
            }
            String next = step.targets().next();
            if (onTheWay.contains(next)) {
                if (!next.equals(step.alias())) {
                    loops.add(step.alias());
                }
            } else {
                enter(next);
            }
        }
    }

    private void enter(String alias) {
        if (targets.containsKey(alias) && done.add(alias)) {
            onTheWay.add(alias);
            way.push(new Step(alias, targets.get(alias).iterator()));
        }
    }
}
