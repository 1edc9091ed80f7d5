//! Migrations are part of the program: it is built again when one comes.

fn main() {
    println!("cargo:rerun-if-changed=migrations");
}
