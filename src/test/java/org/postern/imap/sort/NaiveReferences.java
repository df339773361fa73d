package org.postern.imap.sort;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** REFERENCES word by word (RFC 5256 3), with objects and recursion: what the real one is compared with. */
final class NaiveReferences {
    /** A message by its number from 1, with base subject; an empty id is none. */
    record Message(int number, String id, List<String> references, String subject, boolean reply, long sent) {}

    private static final class Node {
        private final List<Node> children = new ArrayList<>();
        private @Nullable Message message;
        private @Nullable Node parent;

        private boolean isBelow(Node other) {
            return this == other || (parent != null && parent.isBelow(other));
        }

        private void adopt(Node child) {
            child.leave();
            child.parent = this;
            children.add(child);
        }

        private void leave() {
            if (parent != null) {
                parent.children.remove(this);
                parent = null;
            }
        }

        private boolean isReply() {
            return message != null && message.reply();
        }

        private Message key() {
            return message != null ? message : children.get(0).key();
        }
    }

    private static final Comparator<Node> BY_DATE = Comparator.<Node>comparingLong(
                    node -> node.key().sent())
            .thenComparingInt(node -> node.key().number());

    private final Map<String, Node> byId = new LinkedHashMap<>();
    private final List<Node> all = new ArrayList<>();
    private final Node root = new Node();

    String threads(List<Message> messages) {
        messages.forEach(this::link);
        for (Node node : all) {
            if (node.parent == null) {
                root.adopt(node);
            }
        }
        List.copyOf(root.children).forEach(this::prune);
        sort(root);
        merge();
        sort(root);
        StringBuilder out = new StringBuilder();
        root.children.forEach(thread -> print(thread, out));
        return out.toString();
    }

    private Node node(String id) {
        return byId.computeIfAbsent(id, unused -> {
            Node node = new Node();
            all.add(node);
            return node;
        });
    }

    private void link(Message message) {
        boolean isOwn =
                !message.id().isEmpty() && (byId.get(message.id()) == null || node(message.id()).message == null);
        Node own = isOwn ? node(message.id()) : node("unique " + message.number());
        own.message = message;
        @Nullable Node before = null;
        for (String reference : message.references()) {
            Node next = node(reference);
            if (before != null && next.parent == null && !before.isBelow(next)) {
                before.adopt(next);
            }
            before = next;
        }
        own.leave();
        if (before != null && !before.isBelow(own)) {
            before.adopt(own);
        }
    }

    private void prune(Node node) {
        List.copyOf(node.children).forEach(this::prune);
        if (node.message != null) {
            return;
        }
        Node above = Objects.requireNonNull(node.parent);
        if (node.children.isEmpty()) {
            node.leave();
        } else if (above != root || node.children.size() == 1) {
            List.copyOf(node.children).forEach(above::adopt);
            node.leave();
        }
    }

    private static void sort(Node node) {
        node.children.forEach(NaiveReferences::sort);
        node.children.sort(BY_DATE);
    }

    private void merge() {
        Map<String, Node> table = new HashMap<>();
        for (Node thread : root.children) {
            Node there = table.get(thread.key().subject());
            boolean better = there != null
                    && there.message != null
                    && (thread.message == null || (there.isReply() && !thread.isReply()));
            if (there == null || better) {
                table.put(thread.key().subject(), thread);
            }
        }
        for (Node thread : List.copyOf(root.children)) {
            String subject = thread.key().subject();
            Node there = table.get(subject);
            if (subject.isEmpty() || there == null || there == thread) {
                continue;
            }
            if (there.message == null && thread.message == null) {
                List.copyOf(thread.children).forEach(there::adopt);
                thread.leave();
            } else if (there.message == null || (thread.isReply() && !there.isReply())) {
                there.adopt(thread);
            } else {
                Node both = new Node();
                root.adopt(both);
                both.adopt(there);
                both.adopt(thread);
                table.put(subject, both);
            }
        }
    }

    private static void print(Node node, StringBuilder out) {
        out.append('(');
        members(node, out);
        out.append(')');
    }

    private static void members(Node node, StringBuilder out) {
        if (node.message != null) {
            out.append(node.message.number()).append(node.children.isEmpty() ? "" : " ");
        }
        if (node.message != null && node.children.size() == 1) {
            members(node.children.get(0), out);
        } else {
            node.children.forEach(child -> print(child, out));
        }
    }
}
