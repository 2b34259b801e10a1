//! Moves: what one changes is counted before and after, and all that is kept follows it.
//!
//! Invariant: after a move, taken or not, what is kept per line and per box is what [`State::refresh`] would count.
use super::flat::{Lines, One, Rects, Straight, narrow, strike};
use super::{CLEAR, GAP, Move, State};
use crate::draw::geometry::Rect;

impl State<'_> {
    /// Moves nodes if the cost rises by no more than `slack`; whether they were moved.
    pub fn try_move(&mut self, moves: &[Move], slack: f64) -> bool {
        self.begin(moves);
        let old = self.cost_of_moved(moves);
        let limit = old + slack;
        self.put(moves);
        let new = self.new_cost(moves, limit);
        let taken = new.is_some();
        match new {
            Some(new) => {
                self.cost += new - old;
                self.commit(moves);
            }
            None => self.take_back(moves),
        }
        self.end(moves);
        taken
    }

    fn begin(&mut self, moves: &[Move]) {
        self.changed.clear();
        for (i, _) in moves {
            self.moved[*i] = true;
            for &k in self.graph.around(*i) {
                if !self.is_changed[k] {
                    self.is_changed[k] = true;
                    (self.still[k], self.still_stubborn[k]) = (0, 0);
                    self.changed.push(k);
                }
            }
        }
        self.old_lines.clear();
        self.old_labels.clear();
        self.old_ways.clear();
        self.old_places.clear();
        for &k in &self.changed {
            self.old_lines.push(self.lines.one(k));
            self.old_labels.push(self.labels.one(k));
            self.old_ways.push(self.direction(k, self.graph.edges[k].from));
        }
        self.old_places.extend(moves.iter().map(|(i, _)| (self.boxes.x[*i], self.boxes.y[*i])));
    }

    fn end(&mut self, moves: &[Move]) {
        for (i, _) in moves {
            self.moved[*i] = false;
        }
        for k in &self.changed {
            self.is_changed[*k] = false;
            (self.still[*k], self.still_stubborn[*k]) = (1, self.stubborn[*k]);
        }
    }

    /// What the nodes of a move, their lines and the words at these cost where they are.
    fn cost_of_moved(&self, moves: &[Move]) -> f64 {
        let several = moves.len() > 1;
        let mut cost = self.walls;
        for (i, _) in moves {
            cost += self.node_cost(*i) + self.gap_cost(*i) - self.gaps_among(*i, several);
            // Of several nodes that move, lines of one may go through another: those move too.
            let faults = if several { self.box_faults(*i) } else { (self.pierced[*i], self.covered[*i]) };
            cost += self.box_cost(faults);
        }
        let mut crossings = 0;
        for &k in &self.changed {
            crossings += self.crossed[k];
            cost += self.weights.struck * f64::from(self.strikes[k]);
            cost += self.own[k] + self.weights.through * f64::from(self.entered[k] * self.stubborn[k]);
            cost += self.label_cost((self.clashing[k], self.covering[k]));
        }
        cost += self.angles_of_changed(moves);
        cost - self.among_changed(several, &self.old_lines, &self.old_labels)
            + self.weights.crossing * f64::from(crossings)
    }

    /// Gaps to other nodes of the same move are counted from both sides: half of them too often.
    fn gaps_among(&self, i: usize, several: bool) -> f64 {
        if !several {
            return 0.;
        }
        let me = self.boxes.one(i);
        let mut cost = 0.;
        for j in (0..self.moved.len()).filter(|j| *j != i && self.moved[*j]) {
            let o = self.boxes.one(j);
            let (x, y) = (me.w + o.w + GAP.0 - (me.x - o.x).abs(), me.h + o.h + GAP.1 - (me.y - o.y).abs());
            if x > 0. && y > 0. {
                cost += 2. + 0.15 * f64::from(x.min(y));
            }
        }
        cost
    }

    /// The angles of the lines of a move.
    fn angles_of_changed(&self, moves: &[Move]) -> f64 {
        match moves {
            [(node, _)] => {
                let far = self.changed.iter().map(|k| self.angle_at(*k, self.graph.other(*k, *node)));
                self.fan_cost(*node) + far.sum::<f64>()
            }
            _ => {
                let twice = self.changed.iter().enumerate().map(|(n, k)| {
                    let both = self.changed[n + 1..].iter().map(|f| self.angle_between(*k, *f));
                    self.angle_cost(*k) - both.sum::<f64>()
                });
                twice.sum()
            }
        }
    }

    /// What the angle between two lines costs at the ends they share.
    fn angle_between(&self, k: usize, f: usize) -> f64 {
        let (a, b) = (&self.graph.edges[k], &self.graph.edges[f]);
        let shared = [a.from, a.to].into_iter().filter(|end| [b.from, b.to].contains(end));
        self.weights.angle * f64::from(shared.map(|e| narrow(self.direction(k, e), self.direction(f, e))).sum::<f32>())
    }

    /// Crossings and clashes of words between two lines of the same move are counted from both sides: half of them
    /// too often. Lines of one node never cross each other.
    fn among_changed(&self, several: bool, lines: &Lines, labels: &Rects) -> f64 {
        let (mut clashes, mut crossings, mut strikes) = (0, 0, 0);
        for n in 0..self.changed.len() {
            let (line, label, rest) = (lines.one(n), labels.one(n), n + 1..lines.ax.len());
            strikes += labels.entered(rest.clone(), line, 0.);
            if label.w > 0. {
                strikes += lines.through(rest.clone(), label);
                clashes += labels.clashes(rest.clone(), label);
            }
            if several {
                crossings += lines.crossings(rest, line);
            }
        }
        self.weights.label_clash * f64::from(clashes)
            + self.weights.crossing * f64::from(crossings)
            + self.weights.struck * f64::from(strikes)
    }

    /// No less than [`State::among_changed`].
    fn most_among(&self, several: bool) -> f64 {
        let count = self.changed.len() as f64;
        let crossing = if several { self.weights.crossing } else { 0. };
        count * (count - 1.) / 2. * (self.weights.label_clash + crossing + 2. * self.weights.struck)
    }

    fn put(&mut self, moves: &[Move]) {
        for (i, place) in moves {
            (self.boxes.x[*i], self.boxes.y[*i]) = (place.x as f32, place.y as f32);
        }
        self.new_lines.clear();
        self.placed_labels.clear();
        for n in 0..self.changed.len() {
            let k = self.changed[n];
            self.draw_line(k);
            self.new_lines.push(self.lines.one(k));
            self.placed_labels.push(self.labels.one(k));
        }
    }

    /// The same as [`State::cost_of_moved`] at the new places, cheap parts first; none once it is above the limit.
    fn new_cost(&mut self, moves: &[Move], limit: f64) -> Option<f64> {
        let walls = self.new_walls(moves);
        let cost = self.new_cost_within(moves, walls, limit);
        if cost.is_some() {
            self.walls = walls;
            std::mem::swap(&mut self.frames, &mut self.new_frames);
        }
        cost
    }

    /// What walls cost with the frames of the groups of a move drawn anew.
    fn new_walls(&mut self, moves: &[Move]) -> f64 {
        let mut frames = std::mem::take(&mut self.new_frames);
        frames.clone_from(&self.frames);
        let group_of = |(i, _): &Move| self.graph.nodes[*i].group;
        let group = moves.first().and_then(group_of);
        let walls = match group {
            _ if moves.iter().any(|m| group_of(m) != group) => {
                let groups = moves.iter().filter_map(group_of);
                for group in groups.collect::<std::collections::BTreeSet<_>>() {
                    frames[group] = self.frame(group);
                }
                self.wall_cost(&frames)
            }
            Some(group) => self.walls_with_frame(group, &mut frames),
            None => {
                let change = moves.iter().zip(&self.old_places).map(|((i, _), (x, y))| {
                    let before = One { x: *x, y: *y, ..self.boxes.one(*i) };
                    self.loose_cost(*i, &frames) - self.in_frames(before, &frames)
                });
                self.walls + change.sum::<f64>()
            }
        };
        self.new_frames = frames;
        walls
    }

    /// The same where boxes of one group were moved.
    fn walls_with_frame(&self, group: usize, frames: &mut [Rect]) -> f64 {
        let frame = self.frame(group);
        if frame == frames[group] {
            return self.walls;
        }
        let cost = |frames: &[Rect]| {
            let inside = self.loose.iter().map(|i| self.in_frames(self.boxes.one(*i), &frames[group..=group]));
            self.frame_cost(group, frames, 0) + inside.sum::<f64>()
        };
        let before = cost(frames);
        frames[group] = frame;
        self.walls - before + cost(frames)
    }

    fn new_cost_within(&mut self, moves: &[Move], walls: f64, limit: f64) -> Option<f64> {
        let several = moves.len() > 1;
        let mut cost = walls;
        for (i, _) in moves {
            cost += self.node_cost(*i) + self.gap_cost(*i) - self.gaps_among(*i, several);
        }
        self.new_own.clear();
        for &k in &self.changed {
            let own = self.own_cost(k);
            self.new_own.push(own);
            cost += own;
        }
        // From here on a part may still be taken off: what lines of the move cost together.
        if cost - self.most_among(several) > limit {
            return None;
        }
        let spare = self.among_changed(several, &self.new_lines, &self.placed_labels);
        if cost - spare > limit {
            return None;
        }
        cost += self.angles_of_changed(moves);
        if cost - spare > limit {
            return None;
        }
        self.new_labels.clear();
        for &k in &self.changed {
            let faults = self.label_faults(k);
            self.new_labels.push(faults);
            cost += self.label_cost(faults);
        }
        if cost - spare > limit {
            return None;
        }
        self.new_faults.clear();
        for (i, _) in moves {
            let faults = self.box_faults(*i);
            self.new_faults.push(faults);
            cost += self.box_cost(faults);
        }
        self.new_crossed.clear();
        self.new_entered.clear();
        self.new_strikes.clear();
        for &k in &self.changed {
            if cost - spare > limit {
                return None;
            }
            let strikes = self.strikes_of(k);
            self.new_strikes.push(strikes);
            cost += self.weights.struck * f64::from(strikes);
            let (crossed, entered) =
                (self.lines.crossings(self.lines.whole(), self.lines.one(k)), self.boxes_entered(k));
            self.new_crossed.push(crossed);
            self.new_entered.push(entered);
            cost += self.weights.crossing * f64::from(crossed);
            cost += self.weights.through * f64::from(entered * self.stubborn[k]);
        }
        (cost - spare <= limit).then_some(cost - spare)
    }

    /// Brings what is kept per line and per box up to date.
    fn commit(&mut self, moves: &[Move]) {
        for n in 0..self.changed.len() {
            self.commit_line(self.changed[n], self.old_lines.one(n), self.old_labels.one(n));
        }
        for ((i, _), (x, y)) in moves.iter().zip(&self.old_places) {
            let b = self.boxes.one(*i);
            let was = One { x: *x, y: *y, ..b };
            let (w, h) = (b.w + CLEAR, b.h + CLEAR);
            for ((entered, line), still) in self.entered.iter_mut().zip(self.lines.all()).zip(&self.still) {
                *entered += (i32::from(line.enters(b.x, b.y, w, h)) - i32::from(line.enters(*x, *y, w, h))) & -still;
            }
            for ((covering, label), still) in self.covering.iter_mut().zip(self.labels.all()).zip(&self.still) {
                *covering += (i32::from(label.overlaps(b)) - i32::from(label.overlaps(was))) & -still;
            }
        }
        for (n, &k) in self.changed.iter().enumerate() {
            self.crossed[k] = self.new_crossed[n];
            self.own[k] = self.new_own[n];
            self.entered[k] = self.new_entered[n];
            (self.clashing[k], self.covering[k]) = self.new_labels[n];
            self.strikes[k] = self.new_strikes[n];
        }
        if let [(i, _)] = moves {
            (self.pierced[*i], self.covered[*i]) = self.new_faults[0];
        } else {
            for (i, _) in moves {
                self.count_faults(*i);
            }
        }
    }

    /// What lines, words and boxes that stay gain and lose by a line that changed.
    fn commit_line(&mut self, k: usize, was: Straight, label_was: One) {
        let (line, label) = (self.lines.one(k), self.labels.one(k));
        for (crossed, other) in self.crossed.iter_mut().zip(self.lines.all()) {
            *crossed += i32::from(line.crosses(other)) - i32::from(was.crosses(other));
        }
        let others = self.strikes.iter_mut().zip(self.lines.all().zip(self.labels.all()));
        for (strikes, (other, its_label)) in others {
            *strikes += strike(line, label, other, its_label) - strike(was, label_was, other, its_label);
        }
        if label.w > 0. {
            for (clashing, other) in self.clashing.iter_mut().zip(self.labels.all()) {
                *clashing += i32::from(label.overlaps(other)) - i32::from(label_was.overlaps(other));
            }
        }
        let edge = &self.graph.edges[k];
        let ends = [(self.pierced[edge.from], self.covered[edge.from]), (self.pierced[edge.to], self.covered[edge.to])];
        let weight = self.stubborn[k];
        for (pierced, b) in self.pierced.iter_mut().zip(self.boxes.all()) {
            let (w, h) = (b.w + CLEAR, b.h + CLEAR);
            *pierced += (i32::from(line.enters(b.x, b.y, w, h)) - i32::from(was.enters(b.x, b.y, w, h))) * weight;
        }
        if label.w > 0. {
            for (covered, b) in self.covered.iter_mut().zip(self.boxes.all()) {
                *covered += i32::from(label.overlaps(b)) - i32::from(label_was.overlaps(b));
            }
        }
        // Its own ends it does not hurt.
        (self.pierced[edge.from], self.covered[edge.from]) = ends[0];
        (self.pierced[edge.to], self.covered[edge.to]) = ends[1];
    }

    /// Counts anew what hurts a box.
    fn count_faults(&mut self, i: usize) {
        // All lines count but those of the box itself, whether they moved or not.
        for k in self.changed.clone() {
            (self.still[k], self.still_stubborn[k]) = (1, self.stubborn[k]);
        }
        self.hold(i, false);
        (self.pierced[i], self.covered[i]) = self.box_faults(i);
        self.hold(i, true);
        for k in self.changed.clone() {
            (self.still[k], self.still_stubborn[k]) = (0, 0);
        }
    }

    fn take_back(&mut self, moves: &[Move]) {
        for ((i, _), (x, y)) in moves.iter().zip(&self.old_places) {
            (self.boxes.x[*i], self.boxes.y[*i]) = (*x, *y);
        }
        for (n, &k) in self.changed.iter().enumerate() {
            self.lines.put(k, self.old_lines.one(n));
            self.fans.put(k, self.old_ways[n].0, self.old_ways[n].1);
            (self.labels.x[k], self.labels.y[k]) = (self.old_labels.x[n], self.old_labels.y[n]);
        }
    }
}
