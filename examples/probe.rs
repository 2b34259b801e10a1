//! probe
use ties::facts::*;
fn main(){
  let texts: Vec<_> = std::env::args().skip(1).map(|p| (p.clone(), std::fs::read_to_string(&p).unwrap())).collect();
  let mut found = vec![];
  let t=std::time::Instant::now();
  let set = FactSet::read(texts, &mut found).unwrap();
  eprintln!("{:?}", t.elapsed());
  ties::diag::sort(&mut found);
  for d in found.iter().take(100) { println!("{}\n", ties::diag::write::human(d, &set.files, false)); }
  for l in List::ALL { print!("{} {}, ", set.lists.len(*l), l.word()); } println!();
}
